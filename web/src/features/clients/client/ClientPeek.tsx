import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { useMay } from '@/lib/session';
import { communicationsOf } from '../communications/communications';
import { Message } from '../communications/Message';
import { overviewOf } from '../overview';
import classes from './Client.module.css';
import { Facts } from './Facts';
import { Header } from './Header';
import { PinnedAlerts } from './PinnedAlerts';

/** A client in short, beside its list: state, open alerts, facts, the last things said. */
export function ClientPeek({ clientId }: { clientId: string }) {
  const query = useQuery(overviewOf(clientId));
  const may = useMay();
  const said = useInfiniteQuery(communicationsOf({ clientId })).data?.pages[0] ?? [];
  if (query.isPending) return <Waiting />;
  if (query.isError)
    return <Failure error={query.error} what="This client can’t be shown" onRetry={() => void query.refetch()} />;
  return (
    <div>
      <Header client={query.data} />
      {may('alerts:select') && <PinnedAlerts clientId={clientId} />}
      <div className={classes.facts}>
        <Facts clientId={clientId} />
      </div>
      {said.length > 0 && (
        <section className={classes.group} aria-label="Last said">
          <h3 className={classes.quiet}>Last said</h3>
          {said.slice(0, 3).map((message) => (
            <Message key={message.id} message={message} folded />
          ))}
        </section>
      )}
    </div>
  );
}
