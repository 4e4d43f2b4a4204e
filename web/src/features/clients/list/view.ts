import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { listOf, pageNumberOf, sortOf, type Search, type Sort } from '@/lib/address';
import { among, type OneOf } from '@/lib/data/catalogue';
import { pageOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';
import { overviewColumns, type Overview } from '../overview';
import { healths, statuses } from '../words';

export const pageSize = 50;

export type View = {
  text: string;
  kpi: string | undefined;
  status: OneOf<'client_status'>[];
  health: OneOf<'client_health'>[];
  stage: string[];
  owner: string[];
  sector: string[];
  tag: string[];
  waiting: boolean;
  sort: Sort;
  page: number;
};

const sortable = [
  'name',
  'status',
  'stage_position',
  'days_in_stage',
  'health_status',
  'owner_name',
  'open_alerts',
  'needs_reply',
  'last_communication_at',
  'sector',
  'contract_end_date',
  'created_at',
  'region',
];

/** What the address asks for. `me` stands for the reader, so a shared address shows each their own. */
export function viewOf(search: Search, me: string): View {
  return {
    text: (search['q'] ?? '').trim(),
    kpi: search['kpi'],
    status: listOf(search['status']).filter(among(statuses)),
    health: listOf(search['health']).filter(among(healths)),
    stage: listOf(search['stage']),
    owner: listOf(search['owner']).map((id) => (id === 'me' ? me : id)),
    sector: listOf(search['sector']),
    tag: listOf(search['tag']),
    waiting: search['waiting'] === 'yes',
    sort: sortOf(search['sort'], sortable, { column: 'name', descending: false }),
    page: pageNumberOf(search['page']),
  };
}

/** A value inside PostgREST's or(): quoted, so that commas and brackets in it stay text. */
export const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** Text to look for as a pattern: its own % and _ mean themselves. */
export const patternOf = (text: string): string => `%${text.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;

function rowsOf(view: View, from: number, to: number, signal: AbortSignal) {
  const source =
    view.kpi === undefined
      ? supabase.from('client_overview').select(overviewColumns, { count: 'exact' })
      : supabase.rpc('clients_of_kpi', { key: view.kpi }, { count: 'exact' }).select(overviewColumns);
  let query = source.eq('is_house', false);
  if (view.text !== '') {
    const pattern = quoted(patternOf(view.text));
    query = query.or(`name.ilike.${pattern},code.ilike.${pattern}`);
  }
  if (view.status.length > 0) query = query.in('status', view.status);
  if (view.health.length > 0) query = query.in('health_status', view.health);
  if (view.stage.length > 0) query = query.in('stage_id', view.stage);
  if (view.owner.length > 0) query = query.in('owner_id', view.owner);
  if (view.sector.length > 0) query = query.in('sector', view.sector);
  if (view.tag.length > 0) query = query.overlaps('tags', view.tag);
  if (view.waiting) query = query.gt('needs_reply', 0);
  return query
    .order(view.sort.column, { ascending: !view.sort.descending, nullsFirst: false })
    .order('name')
    .order('id')
    .range(from, to)
    .abortSignal(signal);
}

const keyOf = (view: View): string => JSON.stringify({ ...view, page: 0 });

export const clientsOf = (view: View) =>
  queryOptions({
    queryKey: ['clients', 'list', keyOf(view), view.page],
    queryFn: async ({ signal }) => {
      const from = (view.page - 1) * pageSize;
      const page = await pageOf(rowsOf(view, from, from + pageSize - 1, signal));
      return { rows: page.rows as Overview[], count: page.count };
    },
    placeholderData: keepPreviousData,
  });

/** Everything the view holds, page after page: for the board and the export. */
export const allOf = (view: View, most = 2000) =>
  queryOptions({
    queryKey: ['clients', 'all', keyOf(view), most],
    queryFn: async ({ signal }) => {
      const rows: Overview[] = [];
      for (let from = 0; from < most; from += 500) {
        const page = await pageOf(rowsOf(view, from, from + 499, signal));
        rows.push(...(page.rows as Overview[]));
        if (rows.length >= page.count) break;
      }
      return { rows, count: rows.length };
    },
    placeholderData: keepPreviousData,
  });

/** Views everyone has: each is nothing but a set of filters in the address. */
export const presets: { label: string; search: Search }[] = [
  { label: 'All', search: {} },
  { label: 'Mine', search: { owner: 'me' } },
  { label: 'At risk', search: { health: 'red,yellow', status: 'active' } },
  { label: 'Waiting', search: { waiting: 'yes', sort: '-needs_reply' } },
  { label: 'Left', search: { status: 'churned' } },
];

const filterKeys = ['kpi', 'status', 'health', 'stage', 'owner', 'sector', 'tag', 'waiting', 'q', 'sort'];

export const cleared: Search = Object.fromEntries([...filterKeys, 'page', 'peek'].map((key) => [key, undefined]));

/** A preset is on when the filters are exactly its own; sorting and columns are free. */
export function isPreset(search: Search, preset: Search): boolean {
  return filterKeys.filter((key) => key !== 'sort').every((key) => (search[key] ?? '') === (preset[key] ?? ''));
}
