import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Peek } from '@/components/Peek';
import { DataTable } from '@/components/table/DataTable';
import { Pager } from '@/components/table/Pager';
import { useListKeys } from '@/components/table/useListKeys';
import { listOf, textOfSort } from '@/lib/address';
import { useMay, useMe } from '@/lib/session';
import { useAddress } from '@/lib/useAddress';
import { ClientPeek } from '../client/ClientPeek';
import { BulkBar } from './BulkBar';
import { ClientCards } from './ClientCards';
import { columnsOf } from './columns';
import classes from './List.module.css';
import { NoClients } from './NoClients';
import { clientsOf, pageSize, type View } from './view';

export function ClientsTable({ view }: { view: View }) {
  const [search, change] = useAddress();
  const me = useMe();
  const may = useMay();
  const navigate = useNavigate();
  const small = useMediaQuery('(max-width: 767px)', undefined, { getInitialValueInEffect: false });
  const query = useQuery(clientsOf(view));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [cursor, setCursor] = useState<string | undefined>(search['peek']);
  const rows = query.data?.rows ?? [];
  const peek = search['peek'];
  const selects = may('clients:update') || may('clients:move');
  const show = (id: string) => {
    setCursor(id);
    change({ peek: id });
  };
  useListKeys({
    ids: rows.map((row) => row.id),
    cursor,
    onCursor: (id) => {
      setCursor(id);
      if (peek !== undefined) change({ peek: id });
    },
    onOpen: (id) => void navigate({ to: '/clients/$clientId', params: { clientId: id } }),
    onPeek: show,
    onSelect: selects ? (id) => setSelected((old) => flipped(old, id)) : undefined,
    onEscape: () => {
      if (peek !== undefined) change({ peek: undefined });
      else setSelected(new Set());
    },
  });

  if (query.isPending) return <Waiting lines={12} />;
  if (query.isError)
    return <Failure error={query.error} what="Clients can’t be shown" onRetry={() => void query.refetch()} />;
  if (rows.length === 0) return <NoClients />;
  const shown = new Set([...selected].filter((id) => rows.some((row) => row.id === id)));
  return (
    <div className={classes.beside}>
      <div className={classes.main}>
        {small === true ? (
          <ClientCards rows={rows} />
        ) : (
          <DataTable
            label="Clients"
            rows={rows}
            columns={columnsOf(listOf(search['cols']), me.rights)}
            idOf={(row) => row.id}
            nameOf={(row) => row.name}
            sort={view.sort}
            stale={query.isPlaceholderData}
            onSort={(sort) => change({ sort: textOfSort(sort), page: undefined })}
            cursor={cursor}
            onCursor={setCursor}
            onOpen={(row) => show(row.id)}
            {...(selects ? { selected: shown, onSelect: setSelected } : {})}
          />
        )}
        {shown.size > 0 && <BulkBar ids={[...shown]} onDone={() => setSelected(new Set())} />}
        <Pager
          page={view.page}
          size={pageSize}
          count={query.data.count}
          onPage={(page) => change({ page: page === 1 ? undefined : String(page), peek: undefined }, true)}
        />
      </div>
      {peek !== undefined && (
        <Peek label="Client" to={`/clients/${peek}`} onClose={() => change({ peek: undefined })}>
          <ClientPeek key={peek} clientId={peek} />
        </Peek>
      )}
    </div>
  );
}

function flipped(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
