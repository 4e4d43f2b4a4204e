import { useQuery } from '@tanstack/react-query';
import { openAlertCount, waitingCount } from '@/features/clients/counts';
import { useMe } from '@/lib/session';
import type { Count } from './destinations';

/** Numbers beside the navigation, only for what calls for action. */
export function useCounts(): Record<Count, number> {
  const me = useMe();
  const staff = me.role !== 'customer';
  const inbox = useQuery({ ...waitingCount, enabled: staff && me.rights.includes('communications:update') });
  const alerts = useQuery({ ...openAlertCount, enabled: staff && me.rights.includes('alerts:update') });
  return { inbox: inbox.data ?? 0, alerts: alerts.data ?? 0 };
}
