import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Page, Section } from '@/components/Page';
import { dayOf } from '@/lib/words/format';
import { useMe } from '@/lib/session';
import { communicationsOf } from '../communications/communications';
import { Message } from '../communications/Message';
import { Documents } from '../client/Documents';
import { retentionOf } from '../words';
import classes from './Portal.module.css';
import { homeClient, type Home } from './portal';

/** What a client's own people see first: who works for them, what was said last, what is shared. */
export function PortalOverview() {
  const me = useMe();
  const clientId = me.client_id ?? '';
  const query = useQuery(homeClient(clientId));
  return (
    <Page crumbs={[{ label: 'Overview' }]}>
      {query.isPending && <Waiting />}
      {query.isError && (
        <Failure error={query.error} what="Your page can’t be shown" onRetry={() => void query.refetch()} />
      )}
      {query.data !== undefined && <Head home={query.data} agency={me.agency?.name ?? 'your agency'} />}
      <Section
        title="Last said"
        aside={
          <Link to="/portal/conversations" className={classes.more}>
            All conversations
          </Link>
        }
      >
        <LastSaid clientId={clientId} />
      </Section>
      <Section
        title="Shared documents"
        aside={
          <Link to="/portal/documents" className={classes.more}>
            All documents
          </Link>
        }
      >
        <Documents clientId={clientId} reader />
      </Section>
    </Page>
  );
}

function Head({ home, agency }: { home: Home; agency: string }) {
  const facts = [
    ['Agency', agency],
    ['Working together as', retentionOf(home.retention_type)],
    ['Since', dayOf(home.contract_start_date)],
    ['Until', dayOf(home.contract_end_date)],
  ].filter(([, value]) => value !== undefined && value !== '');
  return (
    <header className={classes.head}>
      <h2>{home.name}</h2>
      <dl>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

function LastSaid({ clientId }: { clientId: string }) {
  const query = useInfiniteQuery(communicationsOf({ clientId }));
  const last = query.data?.pages[0]?.slice(0, 4);
  if (query.isPending) return <Waiting lines={3} />;
  if (query.isError)
    return <Failure error={query.error} what="Conversations can’t be shown" onRetry={() => void query.refetch()} />;
  if (last === undefined || last.length === 0)
    return <Empty guide="conversations">Mails, calls and meetings with your agency show up here.</Empty>;
  return (
    <div>
      {last.map((message) => (
        <Message key={message.id} message={message} folded reader />
      ))}
    </div>
  );
}
