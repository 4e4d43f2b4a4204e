import { ActionIcon, Button, Checkbox, Menu, Popover, Stack } from '@mantine/core';
import { IconColumns3, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { ChipSelect, FilterBar, SearchField } from '@/components/table/FilterBar';
import { listOf, textOfList, type Search } from '@/lib/address';
import { plural, wordOf } from '@/lib/words/format';
import { useStaff } from '@/lib/data/people';
import { useMe } from '@/lib/session';
import { useShortcuts } from '@/lib/shortcuts';
import { useAddress } from '@/lib/useAddress';
import { useStages, vocabulary } from '../overview';
import { choicesOf, healths, statuses } from '../words';
import { allColumns, usualKeys } from './columns';
import { useExport } from './useExport';
import { cleared, clientsOf, type View } from './view';

/** Search, chips and columns; each change goes into the address and back to the first page. */
export function Filters({ view, board }: { view: View; board: boolean }) {
  const [search, change] = useAddress();
  const me = useMe();
  const staff = useStaff();
  const stages = useStages();
  const words = useQuery(vocabulary).data;
  const count = useQuery(clientsOf(view)).data?.count;
  const field = useRef<HTMLInputElement>(null);
  useShortcuts(
    useMemo(() => [{ keys: '/', label: 'Search in the list', group: 'List', run: () => field.current?.focus() }], []),
  );
  const filter = (patch: Search) => change({ ...patch, page: undefined });
  const chip = (key: string, label: string, choices: { value: string; label: string }[]) => (
    <ChipSelect
      label={label}
      choices={choices}
      chosen={listOf(search[key])}
      onChange={(next) => filter({ [key]: textOfList(next) })}
    />
  );
  const owners = [
    { value: 'me', label: 'Me' },
    ...staff.filter((one) => one.id !== me.user.id).map((one) => ({ value: one.id, label: one.name })),
  ];
  const filtered = ['status', 'health', 'stage', 'owner', 'sector', 'tag', 'q', 'kpi', 'waiting'].some(
    (key) => search[key],
  );
  return (
    <FilterBar
      count={count === undefined ? undefined : plural(count, 'client')}
      aside={<Aside view={view} board={board} />}
    >
      <SearchField
        ref={field}
        key={search['q'] === undefined ? 'empty' : 'typed'}
        value={search['q'] ?? ''}
        label="Search name or code"
        onChange={(q) => filter({ q })}
      />
      {view.kpi !== undefined && chip('kpi', 'Figure', [{ value: view.kpi, label: wordOf(view.kpi) }])}
      {chip('health', 'Health', choicesOf(healths))}
      {chip('status', 'Status', choicesOf(statuses))}
      {chip(
        'stage',
        'Stage',
        stages.map((stage) => ({ value: stage.id, label: stage.name })),
      )}
      {chip('owner', 'Owner', owners)}
      {(words?.sectors.length ?? 0) > 0 && chip('sector', 'Sector', asChoices(words?.sectors ?? []))}
      {(words?.tags.length ?? 0) > 0 && chip('tag', 'Tag', asChoices(words?.tags ?? []))}
      {filtered && (
        <Button variant="subtle" color="gray" onClick={() => change({ ...cleared, cols: search['cols'] })}>
          Clear
        </Button>
      )}
    </FilterBar>
  );
}

const asChoices = (values: string[]) => values.map((value) => ({ value, label: value }));

function Aside({ view, board }: { view: View; board: boolean }) {
  const { asCsv, busy } = useExport(view);
  return (
    <>
      {!board && <Columns />}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label="Export" loading={busy}>
            <IconDownload size={16} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void asCsv()}>Export this view as CSV</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function Columns() {
  const [search, change] = useAddress();
  const me = useMe();
  const shown = listOf(search['cols']).length === 0 ? usualKeys : listOf(search['cols']);
  const choices = allColumns.filter(
    (column) => column.always !== true && (column.key !== 'alerts' || me.rights.includes('alerts:select')),
  );
  const flip = (key: string) => {
    const next = choices.map((column) => column.key).filter((one) => (one === key) !== shown.includes(one));
    change({ cols: textOfList(next) });
  };
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon aria-label="Columns" visibleFrom="sm">
          <IconColumns3 size={16} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Stack gap="xs">
          {choices.map((column) => (
            <Checkbox
              key={column.key}
              label={column.label}
              checked={shown.includes(column.key)}
              onChange={() => flip(column.key)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
