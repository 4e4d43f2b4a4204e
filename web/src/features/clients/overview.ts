import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Filled, Row } from '@/lib/data/catalogue';
import { dataOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';

/** A client as lists, boards and headers show it. */
export type Overview = Filled<
  Omit<Row<'client_overview'>, 'agency_id' | 'is_house' | 'updated_at'>,
  | 'id'
  | 'code'
  | 'name'
  | 'status'
  | 'stage_id'
  | 'stage_name'
  | 'stage_position'
  | 'days_in_stage'
  | 'health_status'
  | 'health_is_manual'
  | 'tags'
  | 'needs_reply'
  | 'created_at'
>;

export const overviewColumns = `id,code,name,sector,region,status,stage_id,stage_name,stage_position,days_in_stage,
  health_status,health_reason,health_is_manual,owner_id,owner_name,tags,retention_type,contract_end_date,
  open_alerts,needs_reply,last_communication_at,created_at`;

export const overviewOf = (clientId: string) =>
  queryOptions({
    queryKey: ['clients', 'overview', 'one', clientId],
    queryFn: async ({ signal }) =>
      (await dataOf(
        supabase.from('client_overview').select(overviewColumns).eq('id', clientId).abortSignal(signal).single(),
      )) as Overview,
  });

export type Stage = Pick<Row<'client_stages'>, 'id' | 'name' | 'position' | 'is_final' | 'needs_confirmation'>;

export const stages = queryOptions({
  queryKey: ['clients', 'stages'],
  queryFn: async ({ signal }): Promise<Stage[]> =>
    dataOf(
      supabase
        .from('client_stages')
        .select('id,name,position,is_final,needs_confirmation')
        .order('position')
        .abortSignal(signal),
    ),
  staleTime: 300_000,
});

export const useStages = (): Stage[] => useQuery(stages).data ?? [];

/** Sectors and tags in use, for filters and suggestions. */
export const vocabulary = queryOptions({
  queryKey: ['clients', 'vocabulary'],
  queryFn: async ({ signal }) => {
    const rows = await dataOf(supabase.from('clients').select('sector,tags').limit(1000).abortSignal(signal));
    const sectors = new Set(rows.map((row) => row.sector).filter((sector) => sector !== null));
    return { sectors: [...sectors].sort(), tags: [...new Set(rows.flatMap((row) => row.tags))].sort() };
  },
  staleTime: 300_000,
});
