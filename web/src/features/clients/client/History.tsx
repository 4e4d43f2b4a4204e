import { useQuery } from '@tanstack/react-query';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { When } from '@/components/When';
import { usePersonName } from '@/lib/data/people';
import { useStages } from '../overview';
import { stageEventsOf } from './client';
import classes from './Client.module.css';

/** How the client went through the pipeline: who moved it, when, and why. */
export function History({ clientId }: { clientId: string }) {
  const query = useQuery(stageEventsOf(clientId));
  const stages = useStages();
  const nameOf = usePersonName();
  const stage = (id: string | null) => stages.find((one) => one.id === id)?.name ?? 'a stage that is gone';
  if (query.isPending) return <Waiting />;
  if (query.isError)
    return <Failure error={query.error} what="The history can’t be shown" onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) return <Empty guide="clients">Moves through the pipeline are kept here.</Empty>;
  return (
    <section aria-label="Stage history">
      <div className={classes.head}>
        <h3>Stage history</h3>
      </div>
      <ul className={classes.rows}>
        {query.data.map((event) => (
          <li key={event.id}>
            <div>
              <strong>
                {event.from_stage_id === null
                  ? `Started in ${stage(event.to_stage_id)}`
                  : `${stage(event.from_stage_id)} → ${stage(event.to_stage_id)}`}
              </strong>
              {event.note !== null && <small>{event.note}</small>}
            </div>
            <small>{[nameOf(event.moved_by)].filter(Boolean).join('')}</small>
            <small>
              <When at={event.moved_at} />
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
