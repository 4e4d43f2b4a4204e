import { QueryClient, type QueryKey } from '@tanstack/react-query';
import { Refusal } from './refusal';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && error instanceof Refusal && error.code === 'offline',
    },
    mutations: { networkMode: 'always' },
  },
});

type Row = { id: string };
type Cached = Row | Row[] | { rows: Row[] } | undefined;

/** Shows a change at once in every cached list and record under `prefix`; returns how to take it back. */
export function patchCached(prefix: QueryKey, ids: readonly string[], patch: object): () => void {
  const before = queryClient.getQueriesData<Cached>({ queryKey: prefix });
  queryClient.setQueriesData<Cached>({ queryKey: prefix }, (data) => patched(data, new Set(ids), patch));
  return () => {
    for (const [key, data] of before) queryClient.setQueryData(key, data);
  };
}

export function patched(data: Cached, ids: ReadonlySet<string>, patch: object): Cached {
  const one = <T extends Row>(row: T): T => (ids.has(row.id) ? { ...row, ...patch } : row);
  if (data === undefined || data === null) return data;
  if (Array.isArray(data)) return data.map(one);
  if ('rows' in data) return { ...data, rows: data.rows.map(one) };
  return 'id' in data ? one(data) : data;
}
