import { queryOptions } from '@tanstack/react-query';
import { dataOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';

export type Found = { kind: string; id: string; title: string; subtitle: string | null; client_id: string | null };

/** Records the caller may see, by relevance. The database applies the caller's scope. */
export const found = (query: string) =>
  queryOptions({
    queryKey: ['search', query],
    queryFn: async ({ signal }): Promise<Found[]> =>
      dataOf(supabase.rpc('search_everything', { query, max_rows: 12 }).abortSignal(signal)),
    enabled: query.trim().length > 1,
    staleTime: 30_000,
  });

/** Where a found record lives. */
export function addressOf(record: Found): string {
  const client = `/clients/${record.client_id ?? record.id}`;
  if (record.kind === 'client') return `/clients/${record.id}`;
  if (record.kind === 'communication') return `${client}?tab=timeline&message=${record.id}`;
  if (record.kind === 'document') return `${client}?tab=documents`;
  if (record.kind === 'alert') return `/alerts?alert=${record.id}`;
  return client;
}

const key = (agency: string) => `atrium-recent-${agency}`;

export function recentOf(agency: string): Found[] {
  try {
    return JSON.parse(localStorage.getItem(key(agency)) ?? '[]') as Found[];
  } catch {
    return [];
  }
}

export function remember(agency: string, record: Found): void {
  const others = recentOf(agency).filter((one) => one.id !== record.id);
  localStorage.setItem(key(agency), JSON.stringify([record, ...others].slice(0, 6)));
}
