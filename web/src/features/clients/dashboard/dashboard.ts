import { queryOptions } from '@tanstack/react-query';
import type { Search } from '@/lib/address';
import { dataOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';

export type Tile = {
  key: string;
  label: string;
  value: number;
  previous: number | null;
  unit: string | null;
  good: string | null;
  link: string | null;
};

export const tiles = queryOptions({
  queryKey: ['clients', 'dashboard', 'tiles'],
  queryFn: async ({ signal }): Promise<Tile[]> => dataOf(supabase.rpc('clients_dashboard').abortSignal(signal)),
});

/** Whether there is a client at all: before the first, figures say nothing. */
export const anyClient = queryOptions({
  queryKey: ['clients', 'dashboard', 'any'],
  queryFn: async ({ signal }): Promise<boolean> =>
    (await dataOf(supabase.from('clients').select('id').eq('is_house', false).limit(1).abortSignal(signal))).length >
    0,
});

export type Day = { day: string; inbound: number; outbound: number };

export const saidByDay = (days: number) =>
  queryOptions({
    queryKey: ['clients', 'dashboard', 'by-day', days],
    queryFn: async ({ signal }): Promise<Day[]> =>
      dataOf(supabase.rpc('communications_by_day', { days }).abortSignal(signal)),
  });

export type Trend = { text: string; tone: 'good' | 'bad' | 'even' };

/** The change against the period before, in the figure's own unit; up is not always good. */
export function trendOf(tile: Pick<Tile, 'value' | 'previous' | 'good'>): Trend | undefined {
  if (tile.previous === null) return undefined;
  const difference = Math.round((tile.value - tile.previous) * 10) / 10;
  if (difference === 0) return { text: 'same as 30 days ago', tone: 'even' };
  const better = difference > 0 === (tile.good !== 'down');
  const sign = difference > 0 ? '+' : '−';
  return { text: `${sign}${Math.abs(difference)} vs 30 days ago`, tone: better ? 'good' : 'bad' };
}

/** A tile's link as a place of this app: path and search, so that the list shows the same rows the tile counted. */
export function placeOf(link: string): { to: string; search: Search } {
  const [path = '/', query = ''] = link.split('?');
  const asked = Object.fromEntries(new URLSearchParams(query)) as Search;
  if (path === '/inbox') return { to: path, search: {} };
  if (path === '/alerts') return { to: path, search: { view: asked['status'] ?? 'open' } };
  return { to: path, search: asked };
}
