import { queryOptions } from '@tanstack/react-query';
import { pageOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';

/** Conversations whose newest message waits for us. */
export const waitingCount = queryOptions({
  queryKey: ['clients', 'communications', 'waiting-count'],
  queryFn: async ({ signal }) =>
    (
      await pageOf(
        supabase
          .from('communications')
          .select('id', { count: 'exact', head: true })
          .eq('needs_reply', true)
          .abortSignal(signal),
      )
    ).count,
  refetchInterval: 60_000,
});

/** Open alerts that nobody has put off. */
export const openAlertCount = queryOptions({
  queryKey: ['clients', 'alerts', 'open-count'],
  queryFn: async ({ signal }) =>
    (
      await pageOf(
        supabase.from('alerts').select('id', { count: 'exact', head: true }).eq('status', 'open').abortSignal(signal),
      )
    ).count,
  refetchInterval: 60_000,
});
