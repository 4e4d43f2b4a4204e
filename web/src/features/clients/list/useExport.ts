import { useState } from 'react';
import { listOf, type Search } from '@/lib/address';
import { csvOf, download } from '@/lib/words/csv';
import { queryClient } from '@/lib/data/query';
import { useMe } from '@/lib/session';
import { refused } from '@/lib/toast';
import { useAddress } from '@/lib/useAddress';
import type { Overview } from '../overview';
import { columnsOf } from './columns';
import { allOf, type View } from './view';

const valueOf: Record<string, (row: Overview) => unknown> = {
  name: (row) => row.name,
  health: (row) => row.health_status,
  stage: (row) => row.stage_name,
  days: (row) => row.days_in_stage,
  owner: (row) => row.owner_name,
  status: (row) => row.status,
  alerts: (row) => row.open_alerts,
  waiting: (row) => row.needs_reply,
  last: (row) => row.last_communication_at,
  tags: (row) => row.tags,
  sector: (row) => row.sector,
  region: (row) => row.region,
  retention: (row) => row.retention_type,
  end: (row) => row.contract_end_date,
  created: (row) => row.created_at,
};

/** The rows and columns of the view, with the code first so that the file can be imported again. */
export function exportOf(rows: readonly Overview[], search: Search, rights: readonly string[]): string {
  const columns = columnsOf(listOf(search['cols']), rights);
  return csvOf(
    ['code', ...columns.map((column) => column.label)],
    rows.map((row) => [row.code, ...columns.map((column) => valueOf[column.key]?.(row))]),
  );
}

/** Exactly the view: its filters, sorting and columns, all pages. */
export function useExport(view: View): { asCsv: () => Promise<void>; busy: boolean } {
  const [search] = useAddress();
  const [busy, setBusy] = useState(false);
  const me = useMe();
  const asCsv = async () => {
    setBusy(true);
    try {
      const { rows } = await queryClient.fetchQuery({ ...allOf(view, 50_000), staleTime: 0 });
      download(`clients-${new Date().toISOString().slice(0, 10)}.csv`, exportOf(rows, search, me.rights));
    } catch (error) {
      void refused(error, 'The file was not made', 'clients:select');
    } finally {
      setBusy(false);
    }
  };
  return { asCsv, busy };
}
