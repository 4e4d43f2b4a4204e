import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Section } from '@/components/Page';
import { State } from '@/components/State';
import { When } from '@/components/When';
import { useMay } from '@/lib/session';
import { done, refused } from '@/lib/toast';
import { useAddress } from '@/lib/useAddress';
import classes from '../Cartridges.module.css';
import { types } from '../cartridges';
import { OwnEditor } from './OwnEditor';
import { ownCartridges, setActive, type Kind, type Own } from './own';

/** A person's own steering profiles, one in use of each kind. Nobody else sees them. */
export function OwnCartridges() {
  const query = useQuery(ownCartridges);
  const may = useMay();
  const [search, go] = useAddress();
  const open = search['cartridge'];
  const close = () => go({ cartridge: undefined });
  if (query.isPending) return <Waiting lines={8} />;
  if (query.isError)
    return <Failure error={query.error} what="Your cartridges can’t be shown" onRetry={() => void query.refetch()} />;
  const add = (kind: Kind) =>
    may(`${kind}_cartridges:insert`) &&
    open !== `new-${kind}` && (
      <Button variant="default" size="compact-xs" onClick={() => go({ cartridge: `new-${kind}` })}>
        New cartridge
      </Button>
    );
  return (
    <>
      <p className={classes.lead}>
        Only you see these, in every agency you work for. What you say here comes before the agency’s defaults; what
        the agency says of its brand, and its limits, always hold.
      </p>
      {types.map(({ value: kind, label, mine }) => {
        const rows = query.data.filter((row) => row.kind === kind);
        const adding = open === `new-${kind}`;
        return (
          <Section key={kind} title={label} aside={rows.length > 0 && add(kind)}>
            <p className={classes.about}>{mine}</p>
            {adding && <OwnEditor kind={kind} onClose={close} />}
            {rows.length === 0 && !adding && (
              <Empty guide="cartridges" action={add(kind)}>
                No {label.toLowerCase()} of your own: the agency’s default holds for you.
              </Empty>
            )}
            {rows.length > 0 && (
              <ul className={classes.list}>
                {rows.map((row) => (
                  <Row
                    key={row.id}
                    row={row}
                    open={open === row.id}
                    onToggle={() => go({ cartridge: open === row.id ? undefined : row.id })}
                  />
                ))}
              </ul>
            )}
          </Section>
        );
      })}
    </>
  );
}

function Row({ row, open, onToggle }: { row: Own; open: boolean; onToggle: () => void }) {
  const cache = useQueryClient();
  const may = useMay();
  const choose = useMutation({
    mutationFn: (active: boolean) => setActive(row, active),
    onSuccess: (_, active) => done(active ? `${row.name} is in use now` : `${row.name} is not in use any more`),
    onError: (error) => void refused(error, 'What is in use was not changed'),
    onSettled: () => cache.invalidateQueries({ queryKey: ['knowledge'] }),
  });
  return (
    <li>
      <div className={classes.line}>
        <button type="button" aria-expanded={open} onClick={onToggle}>
          {row.name}
        </button>
        {may(`${row.kind}_cartridges:update`) && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            loading={choose.isPending}
            aria-label={row.active ? `Stop using ${row.name}` : `Use ${row.name}`}
            onClick={() => choose.mutate(!row.active)}
          >
            {row.active ? 'Stop using' : 'Use'}
          </Button>
        )}
        <small>
          <When at={row.updated_at} />
        </small>
        <div className={classes.mark}>{row.active && <State tone="green" word="In use" />}</div>
      </div>
      {open && <OwnEditor key={row.updated_at} kind={row.kind} saved={row} onClose={onToggle} />}
    </li>
  );
}
