import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { OneOf, Row } from '@/lib/data/catalogue';
import { patchCached } from '@/lib/data/query';
import { dataOf, pageOf, Refusal } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';
import { done, refused } from '@/lib/toast';

const columns = `id,client_id,type,severity,status,title,description,suggested_action,confidence,assignee_id,
  snoozed_until,resolution,resolved_at,resolved_by,created_at,client:clients(id,name)`;

export type Alert = Omit<Row<'alerts'>, 'created_by' | 'dedupe_key' | 'updated_at' | 'updated_by'> & {
  client: Pick<Row<'clients'>, 'id' | 'name'> | null;
};

type Severity = OneOf<'alert_severity'>;
export type AlertView = 'unresolved' | 'open' | 'acknowledged' | 'snoozed' | 'resolved';
export type AlertFilter = { view: AlertView; clientId?: string | undefined; severities?: Severity[]; limit?: number };

const rank: Severity[] = ['critical', 'high', 'medium', 'low'];

/** Alerts of one state, most urgent first, then newest; with the count of all that match. */
export const alertsOf = ({ view, clientId, severities = [], limit = 100 }: AlertFilter) =>
  queryOptions({
    queryKey: ['clients', 'alerts', view, clientId ?? 'all', severities.join(), limit],
    queryFn: async ({ signal }) => {
      const now = new Date().toISOString();
      let query = supabase
        .from('alerts')
        .select(columns, { count: 'exact' })
        .order(view === 'resolved' ? 'resolved_at' : 'created_at', { ascending: false })
        .limit(limit)
        .abortSignal(signal);
      if (view === 'open' || view === 'resolved') query = query.eq('status', view);
      if (view === 'unresolved') query = query.neq('status', 'resolved');
      if (view === 'acknowledged')
        query = query.eq('status', 'acknowledged').or(`snoozed_until.is.null,snoozed_until.lte.${now}`);
      if (view === 'snoozed') query = query.neq('status', 'resolved').gt('snoozed_until', now);
      if (clientId !== undefined) query = query.eq('client_id', clientId);
      if (severities.length > 0) query = query.in('severity', severities);
      const page = await pageOf(query);
      const rows: Alert[] = page.rows;
      if (view !== 'resolved') rows.sort((a, b) => rank.indexOf(a.severity) - rank.indexOf(b.severity));
      return { rows, count: page.count };
    },
  });

export const alertById = (id: string) =>
  queryOptions({
    queryKey: ['clients', 'alerts', 'one', id],
    queryFn: ({ signal }): Promise<Alert> =>
      dataOf(supabase.from('alerts').select(columns).eq('id', id).abortSignal(signal).single()),
  });

type Change = Partial<Pick<Alert, 'status' | 'assignee_id' | 'snoozed_until' | 'resolution'>>;

/** Shows the change at once, takes it back with the reason when it is refused, and offers to undo it when it is not. */
export function useAlertChange() {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: async ({ alert, patch }: { alert: Alert; patch: Change; said?: string }) => {
      const rows = await dataOf(supabase.from('alerts').update(patch).eq('id', alert.id).select('id'));
      if (rows.length === 0) throw new Refusal('Your role may not change this alert.', 'ATNOM');
    },
    onMutate: ({ alert, patch }) => ({ back: patchCached(['clients', 'alerts'], [alert.id], patch) }),
    onError: (error, _, kept) => {
      kept?.back();
      void refused(error, 'The alert was not changed', 'alerts:update');
    },
    onSuccess: (_, { alert, said }) => {
      if (said === undefined) return;
      const { status, snoozed_until, resolution, assignee_id } = alert;
      done(said, () => change.mutate({ alert, patch: { status, snoozed_until, resolution, assignee_id } }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['clients', 'alerts'] }),
  });
  return change.mutate;
}
