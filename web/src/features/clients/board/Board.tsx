import { useQuery } from '@tanstack/react-query';
import { useState, type DragEvent } from 'react';
import { useReason } from '@/components/feedback/useReason';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { useMay } from '@/lib/session';
import { move, useClientChange } from '../changes';
import { NoClients } from '../list/NoClients';
import { allOf, type View } from '../list/view';
import { useStages, type Overview, type Stage } from '../overview';
import { BoardCard } from './BoardCard';
import classes from './Board.module.css';

/** The pipeline: a column a stage, moved by dragging or by Shift and the arrow keys. */
export function Board({ view }: { view: View }) {
  const stages = useStages();
  const may = useMay();
  const query = useQuery(allOf({ ...view, page: 1 }));
  const change = useClientChange();
  const [ask, dialog] = useReason();
  const [moved, setMoved] = useState<string | undefined>(undefined);
  const [over, setOver] = useState<string | undefined>(undefined);
  if (query.isPending) return <Waiting lines={10} />;
  if (query.isError)
    return <Failure error={query.error} what="The pipeline can’t be shown" onRetry={() => void query.refetch()} />;

  const rows = query.data.rows;
  if (rows.length === 0) return <NoClients />;
  const moveTo = (client: Overview, to: Stage | undefined) => {
    if (to === undefined || to.id === client.stage_id) return;
    const from = { id: client.stage_id, name: client.stage_name };
    if (!to.needs_confirmation) change(move([client.id], to, undefined, from));
    else
      ask({
        title: `Move ${client.name} to ${to.name}`,
        label: 'Why (kept in its history)',
        verb: 'Move client',
        required: false,
        onGive: (note) => change(move([client.id], to, note, from)),
      });
  };
  const drop = (event: DragEvent, stage: Stage) => {
    event.preventDefault();
    setOver(undefined);
    const client = rows.find((row) => row.id === event.dataTransfer.getData('text/client'));
    if (client !== undefined) moveTo(client, stage);
  };
  return (
    <div className={classes.board} role="region" aria-label="Pipeline" tabIndex={0}>
      {stages.map((stage, at) => {
        const here = rows.filter((row) => row.stage_id === stage.id);
        return (
          <section
            key={stage.id}
            className={classes.column}
            aria-label={stage.name}
            data-over={over === stage.id || undefined}
            onDragOver={(event) => {
              if (may('clients:move')) {
                event.preventDefault();
                setOver(stage.id);
              }
            }}
            onDragLeave={() => setOver(undefined)}
            onDrop={(event) => drop(event, stage)}
          >
            <header>
              <h2>{stage.name}</h2>
              <span>{here.length}</span>
            </header>
            <ul>
              {here.map((client) => (
                <BoardCard
                  key={client.id}
                  client={client}
                  movable={may('clients:move')}
                  focused={moved === client.id}
                  onStep={(step) => {
                    setMoved(client.id);
                    moveTo(client, stages[at + step]);
                  }}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {dialog}
    </div>
  );
}
