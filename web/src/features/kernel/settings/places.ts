import type { Me } from '@/lib/session';

type Place = { to: string; label: string; right?: string };

const agency: Place[] = [
  { to: '/settings/agency', label: 'Agency profile', right: 'agencies:update' },
  { to: '/settings/members', label: 'Members', right: 'memberships:select' },
  { to: '/settings/invitations', label: 'Invitations', right: 'invitations:select' },
  { to: '/settings/roles', label: 'Roles' },
  { to: '/settings/keys', label: 'API keys', right: 'api_keys:select' },
  { to: '/settings/audit', label: 'Audit log', right: 'audit_logs:select' },
  { to: '/settings/isolation', label: 'Isolation', right: 'audit_logs:select' },
];

const own: Place[] = [
  { to: '/settings/me', label: 'Your profile' },
  { to: '/settings/access', label: 'Password and e-mail' },
  { to: '/settings/second-factor', label: 'Second factor' },
  { to: '/settings/sessions', label: 'Your sessions' },
  { to: '/settings/appearance', label: 'Appearance and keys' },
];

/** The settings a person's rights open. Contact users have their own only. */
export function placesOf(me: Me): { label: string; places: Place[] }[] {
  const allowed = agency.filter((place) => place.right === undefined || me.rights.includes(place.right));
  const mine = { label: 'You', places: own };
  return me.role === 'customer' || me.role === null ? [mine] : [{ label: 'Agency', places: allowed }, mine];
}
