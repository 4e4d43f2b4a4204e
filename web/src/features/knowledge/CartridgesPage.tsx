import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Page, Section } from '@/components/Page';
import { State } from '@/components/State';
import { When } from '@/components/When';
import { dataOf } from '@/lib/refusal';
import { useMay } from '@/lib/session';
import { supabase } from '@/lib/data/supabase';
import { done, refused } from '@/lib/toast';
import { useAddress } from '@/lib/useAddress';
import { CartridgeEditor } from './CartridgeEditor';
import classes from './Cartridges.module.css';
import { cartridges, types, type Cartridge } from './cartridges';
import { OwnCartridges } from './own/OwnCartridges';

/** Steering profiles of the assistant: the agency's, and the reader's own. */
export function CartridgesPage() {
  const [search, change] = useAddress();
  const mine = search['view'] === 'mine';
  const tabs = [
    { label: 'Agency', active: !mine, onSelect: () => change({ view: undefined, cartridge: undefined }, true) },
    { label: 'Mine', active: mine, onSelect: () => change({ view: 'mine', cartridge: undefined }, true) },
  ];
  return (
    <Page crumbs={[{ label: 'Cartridges' }]} tabs={tabs}>
      {mine ? <OwnCartridges /> : <AgencyCartridges />}
    </Page>
  );
}

/** One default of each type holds where nobody has their own. */
function AgencyCartridges() {
  const query = useQuery(cartridges);
  const may = useMay();
  const [search, change] = useAddress();
  const open = search['cartridge'];
  if (query.isPending) return <Waiting lines={8} />;
  if (query.isError)
    return <Failure error={query.error} what="Cartridges can’t be shown" onRetry={() => void query.refetch()} />;
  const add = (type: Cartridge['type']) =>
    may('agency_cartridges:insert') &&
    open !== `new-${type}` && (
      <Button variant="default" size="compact-xs" onClick={() => change({ cartridge: `new-${type}` })}>
        New cartridge
      </Button>
    );
  return types.map(({ value, label, about }) => {
    const rows = query.data.filter((row) => row.type === value);
    const adding = open === `new-${value}`;
    return (
      <Section key={value} title={label} aside={rows.length > 0 && add(value)}>
        <p className={classes.about}>{about}</p>
        {adding && <CartridgeEditor type={value} onClose={() => change({ cartridge: undefined })} />}
        {rows.length === 0 && !adding && (
          <Empty guide="cartridges" action={add(value)}>
            No {label.toLowerCase()} cartridge yet: the assistant’s own way holds.
          </Empty>
        )}
        {rows.length > 0 && (
          <ul className={classes.list}>
            {rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                open={open === row.id}
                onToggle={() => change({ cartridge: open === row.id ? undefined : row.id })}
              />
            ))}
          </ul>
        )}
      </Section>
    );
  });
}

function Row({ row, open, onToggle }: { row: Cartridge; open: boolean; onToggle: () => void }) {
  const may = useMay();
  const cache = useQueryClient();
  const choose = useMutation({
    mutationFn: () => dataOf(supabase.rpc('set_default_cartridge', { cartridge_id: row.id })),
    onSuccess: () => done(`${row.name} is the default now`),
    onError: (error) => void refused(error, 'The default was not changed', 'agency_cartridges:update'),
    onSettled: () => cache.invalidateQueries({ queryKey: ['knowledge'] }),
  });
  return (
    <li>
      <div className={classes.line}>
        <button type="button" aria-expanded={open} onClick={onToggle}>
          {row.name}
        </button>
        {!row.is_default && may('agency_cartridges:update') && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            loading={choose.isPending}
            aria-label={`Make default: ${row.name}`}
            onClick={() => choose.mutate()}
          >
            Make default
          </Button>
        )}
        <small>
          <When at={row.updated_at} />
        </small>
        <div className={classes.mark}>{row.is_default && <State tone="green" word="Default" />}</div>
      </div>
      {open && <CartridgeEditor key={row.updated_at} type={row.type} saved={row} onClose={onToggle} />}
    </li>
  );
}
