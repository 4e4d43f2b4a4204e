import { QueryClient, type QueryKey } from '@tanstack/react-query';
import { Refusal } from '../refusal';

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

/** Shows a change at once in every cached list and record under `prefix`; returns how to take it back. */
export function patchCached(prefix: QueryKey, ids: readonly string[], patch: object): () => void {
  const before = queryClient.getQueriesData<unknown>({ queryKey: prefix });
  const wanted = new Set(ids);
  queryClient.setQueriesData<unknown>({ queryKey: prefix }, (data: unknown) => patched(data, wanted, patch));
  return () => {
    for (const [key, data] of before) queryClient.setQueryData(key, data);
  };
}

/** Names of the rows in every cached list under `prefix`, by id. */
export function cachedNames(prefix: QueryKey): Map<string, string> {
  const names = new Map<string, string>();
  const note = (data: unknown): void => {
    if (Array.isArray(data)) data.forEach(note);
    else if (isRow(data) && 'name' in data) names.set(data.id, String(data.name));
    else if (typeof data === 'object' && data !== null && 'rows' in data) note(data.rows);
  };
  for (const [, data] of queryClient.getQueriesData<unknown>({ queryKey: prefix })) note(data);
  return names;
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && 'id' in value;

/** Lists, pages with their rows, and single records take the change; counts and the like stay as they are. */
export function patched(data: unknown, ids: ReadonlySet<string>, patch: object): unknown {
  if (Array.isArray(data)) return data.map((row: unknown) => patched(row, ids, patch));
  if (isRow(data)) return ids.has(data.id) ? { ...data, ...patch } : data;
  if (typeof data !== 'object' || data === null || !('rows' in data)) return data;
  return { ...data, rows: patched(data.rows, ids, patch) };
}
