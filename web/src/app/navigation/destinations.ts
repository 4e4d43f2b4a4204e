import {
  IconAlertTriangle,
  IconBook2,
  IconBuildingCommunity,
  IconFiles,
  IconHome,
  IconInbox,
  IconMessages,
  IconSettings,
  type Icon,
} from '@tabler/icons-react';
import type { Me } from '@/lib/session';

export type Destination = { to: string; label: string; icon: Icon; right?: string; keys: string; counts?: Count };
export type Count = 'inbox' | 'alerts';

const staff: Destination[] = [
  { to: '/', label: 'Home', icon: IconHome, right: 'clients:select', keys: 'g d' },
  { to: '/clients', label: 'Clients', icon: IconBuildingCommunity, right: 'clients:select', keys: 'g c' },
  { to: '/inbox', label: 'Inbox', icon: IconInbox, right: 'communications:select', keys: 'g i', counts: 'inbox' },
  { to: '/alerts', label: 'Alerts', icon: IconAlertTriangle, right: 'alerts:select', keys: 'g a', counts: 'alerts' },
  { to: '/cartridges', label: 'Cartridges', icon: IconBook2, right: 'agency_cartridges:select', keys: 'g k' },
  { to: '/settings', label: 'Settings', icon: IconSettings, keys: 'g s' },
];

const portal: Destination[] = [
  { to: '/portal', label: 'Overview', icon: IconHome, keys: 'g d' },
  { to: '/portal/conversations', label: 'Conversations', icon: IconMessages, keys: 'g i' },
  { to: '/portal/documents', label: 'Documents', icon: IconFiles, keys: 'g f' },
  { to: '/settings', label: 'Settings', icon: IconSettings, keys: 'g s' },
];

/** What the person's role can use, in work order; nothing greyed out. */
export function destinationsOf(me: Me): Destination[] {
  if (me.role === 'customer') return portal;
  return staff.filter((place) => place.right === undefined || me.rights.includes(place.right));
}

export function isHere(place: Destination, path: string): boolean {
  const exact = place.to === '/' || place.to === '/portal';
  return exact ? path === place.to : path === place.to || path.startsWith(`${place.to}/`);
}
