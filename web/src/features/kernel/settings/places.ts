import type { Me } from '@/lib/session';

type Place = { to: string; label: string; right?: string };

const agency: Place[] = [];

const own: Place[] = [
  { to: '/settings/me', label: 'Your profile' },
  { to: '/settings/sessions', label: 'Your sessions' },
  { to: '/settings/appearance', label: 'Appearance and keys' },
];

/** The settings a person's rights open. Contact users have their own only. */
export function placesOf(me: Me): { label: string; places: Place[] }[] {
  const allowed = agency.filter((place) => place.right === undefined || me.rights.includes(place.right));
  const mine = { label: 'You', places: own };
  return me.role === 'customer' || allowed.length === 0 ? [mine] : [{ label: 'Agency', places: allowed }, mine];
}
