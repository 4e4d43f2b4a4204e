import { Button, SegmentedControl } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Page } from '@/components/Page';
import { useMay, useMe } from '@/lib/session';
import { useAddress } from '@/lib/useAddress';
import { Board } from '../board/Board';
import { ClientsTable } from './ClientsTable';
import { Filters } from './Filters';
import { cleared, isPreset, presets, viewOf } from './view';

/** Clients as a table or as the pipeline; what is shown stands in the address. */
export function ClientsPage() {
  const [search, change] = useAddress();
  const may = useMay();
  const me = useMe();
  const board = search['layout'] === 'board';
  const view = viewOf(search, me.user.id);
  const tabs = presets.map((preset) => ({
    label: preset.label,
    active: isPreset(search, preset.search),
    onSelect: () => change({ ...cleared, ...preset.search }, true),
  }));
  const actions = (
    <>
      <SegmentedControl
        size="xs"
        aria-label="Layout"
        value={board ? 'board' : 'table'}
        className="layout"
        data={[
          { value: 'table', label: 'Table' },
          { value: 'board', label: 'Board' },
        ]}
        onChange={(layout) =>
          change({ layout: layout === 'board' ? 'board' : undefined, peek: undefined, page: undefined }, true)
        }
      />
      {may('clients:insert') && (
        <>
          <Button
            component={Link}
            to="/clients/import"
            variant="default"
            visibleFrom="md"
            leftSection={<IconFileImport size={14} />}
          >
            Import
          </Button>
        </>
      )}
    </>
  );
  return (
    <Page crumbs={[{ label: 'Clients' }]} tabs={tabs} actions={actions} shape="list">
      <Filters view={view} board={board} />
      {board ? <Board view={view} /> : <ClientsTable view={view} />}
    </Page>
  );
}
