import { infiniteQueryOptions } from '@tanstack/react-query';
import type { Search } from '@/lib/address';
import { listOf } from '@/lib/address';
import { wordOf } from '@/lib/words/format';
import type { Row } from '@/lib/data/catalogue';
import { dataOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';

export type Entry = Pick<
  Row<'audit_logs'>,
  | 'id'
  | 'action'
  | 'table_name'
  | 'record_id'
  | 'event_type'
  | 'result'
  | 'reason'
  | 'old_values'
  | 'new_values'
  | 'changed_columns'
  | 'actor_id'
  | 'actor_role'
  | 'api_key_id'
  | 'request_id'
  | 'created_at'
>;

const columns = `id,action,table_name,record_id,event_type,result,reason,old_values,new_values,changed_columns,
  actor_id,actor_role,api_key_id,request_id,created_at`;

export type AuditFilter = {
  actions: string[];
  tables: string[];
  actors: string[];
  record: string;
  from: string;
  to: string;
};

export const filterOf = (search: Search): AuditFilter => ({
  actions: listOf(search['action']),
  tables: listOf(search['table']),
  actors: listOf(search['actor']),
  record: search['record'] ?? '',
  from: search['from'] ?? '',
  to: search['to'] ?? '',
});

const size = 50;

/** Who did what, newest first, a page at a time. */
export const auditOf = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['kernel', 'audit', JSON.stringify(filter)],
    queryFn: async ({ signal, pageParam }): Promise<Entry[]> => {
      let query = supabase
        .from('audit_logs')
        .select(columns)
        .order('created_at', { ascending: false })
        .limit(size)
        .abortSignal(signal);
      if (filter.actions.length > 0) query = query.in('action', filter.actions);
      if (filter.tables.length > 0) query = query.in('table_name', filter.tables);
      if (filter.actors.length > 0) query = query.in('actor_id', filter.actors);
      if (filter.record !== '') query = query.eq('record_id', filter.record);
      if (filter.from !== '') query = query.gte('created_at', `${filter.from}T00:00:00`);
      if (filter.to !== '') query = query.lte('created_at', `${filter.to}T23:59:59.999`);
      if (pageParam !== null) query = query.lt('created_at', pageParam);
      return dataOf(query);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.length < size ? undefined : last.at(-1)?.created_at),
  });

export type Difference = { column: string; before: string | undefined; after: string | undefined };

const quiet = new Set(['updated_at', 'updated_by']);

const asText = (value: unknown): string | undefined => {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string' && value.startsWith('data:image/')) return 'a picture';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** What changed, column by column; for a new or removed row everything it held. */
export function differencesOf(entry: Pick<Entry, 'old_values' | 'new_values' | 'changed_columns'>): Difference[] {
  const before = (entry.old_values ?? {}) as Record<string, unknown>;
  const after = (entry.new_values ?? {}) as Record<string, unknown>;
  const names = entry.changed_columns ?? [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => !quiet.has(name))
    .map((column) => ({ column, before: asText(before[column]), after: asText(after[column]) }))
    .filter(({ before: old, after: now }) => old !== now);
}

const did: Record<string, string> = { insert: 'added', update: 'changed', delete: 'removed' };

/** "changed clients" or the event in words. */
export function sentenceOf(entry: Pick<Entry, 'action' | 'table_name' | 'event_type'>): string {
  if (entry.action === 'event') return wordOf((entry.event_type ?? 'event').replaceAll('.', ' '));
  return `${did[entry.action] ?? entry.action} ${wordOf(entry.table_name ?? 'a row').toLowerCase()}`;
}
