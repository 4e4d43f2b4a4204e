import { Link } from '@tanstack/react-router';
import type { Column } from '@/components/table/DataTable';
import { When } from '@/components/When';
import { amountOf, dayOf } from '@/lib/words/format';
import { HealthState, OwnerCell, StageCell, StatusCell, TagsCell } from '../cells';
import type { Overview } from '../overview';
import { retentionOf } from '../words';
import classes from './List.module.css';

type All = Column<Overview> & { always?: boolean; usual?: boolean };

/** Every column the table can show. The first is the name. */
export const allColumns: All[] = [
  {
    key: 'name',
    label: 'Name',
    width: 240,
    sort: 'name',
    always: true,
    cell: (row) => (
      <Link
        to="/clients/$clientId"
        params={{ clientId: row.id }}
        className={classes.name}
        tabIndex={-1}
        onClick={(event) => {
          if (!event.metaKey && !event.ctrlKey) event.preventDefault();
        }}
      >
        {row.name} <small>{row.code}</small>
      </Link>
    ),
  },
  {
    key: 'health',
    label: 'Health',
    width: 100,
    sort: 'health_status',
    usual: true,
    cell: (row) => <HealthState client={row} />,
  },
  {
    key: 'stage',
    label: 'Stage',
    width: 140,
    sort: 'stage_position',
    usual: true,
    cell: (row) => <StageCell client={row} />,
  },
  {
    key: 'days',
    label: 'Days in stage',
    width: 112,
    sort: 'days_in_stage',
    numeric: true,
    usual: true,
    cell: (row) => amountOf(row.days_in_stage),
  },
  {
    key: 'owner',
    label: 'Owner',
    width: 170,
    sort: 'owner_name',
    usual: true,
    cell: (row) => <OwnerCell client={row} />,
  },
  {
    key: 'status',
    label: 'Status',
    width: 110,
    sort: 'status',
    usual: true,
    cell: (row) => <StatusCell client={row} />,
  },
  {
    key: 'alerts',
    label: 'Alerts',
    width: 80,
    sort: 'open_alerts',
    numeric: true,
    usual: true,
    cell: (row) => figure(row.open_alerts),
  },
  {
    key: 'waiting',
    label: 'Waiting',
    width: 84,
    sort: 'needs_reply',
    numeric: true,
    usual: true,
    cell: (row) => figure(row.needs_reply),
  },
  {
    key: 'last',
    label: 'Last contact',
    width: 116,
    sort: 'last_communication_at',
    usual: true,
    cell: (row) => <When at={row.last_communication_at} />,
  },
  { key: 'tags', label: 'Tags', width: 190, cell: (row) => <TagsCell client={row} /> },
  { key: 'sector', label: 'Sector', width: 150, sort: 'sector', cell: (row) => row.sector },
  { key: 'region', label: 'Region', width: 120, sort: 'region', cell: (row) => row.region },
  { key: 'retention', label: 'Contract', width: 100, cell: (row) => retentionOf(row.retention_type) },
  {
    key: 'end',
    label: 'Contract ends',
    width: 120,
    sort: 'contract_end_date',
    cell: (row) => dayOf(row.contract_end_date),
  },
  { key: 'created', label: 'Added', width: 116, sort: 'created_at', cell: (row) => <When at={row.created_at} /> },
];

/** A count that stays quiet at zero. */
const figure = (value: number | null) =>
  value === null || value === 0 ? (
    <span className={classes.none}>–</span>
  ) : (
    <b className={classes.some}>{amountOf(value)}</b>
  );

export const usualKeys = allColumns
  .filter((column) => column.always === true || column.usual === true)
  .map((column) => column.key);

export function columnsOf(keys: readonly string[], rights: readonly string[]): All[] {
  const chosen = keys.length === 0 ? usualKeys : ['name', ...keys];
  return allColumns
    .filter((column) => chosen.includes(column.key))
    .filter((column) => column.key !== 'alerts' || rights.includes('alerts:select'));
}
