import { Navigate } from '@tanstack/react-router';
import { useMe } from '@/lib/session';
import { placesOf } from './places';

/** Settings opens with the first page that is the person's to see. */
export function SettingsHome() {
  const first = placesOf(useMe())[0]?.places[0];
  return <Navigate to={first?.to ?? '/settings/me'} replace />;
}
