import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Page } from '@/components/Page';
import { useMay } from '@/lib/session';
import { useAddress } from '@/lib/useAddress';
import { Timeline } from '../communications/Timeline';
import { overviewOf } from '../overview';
import classes from './Client.module.css';
import { Contacts } from './Contacts';
import { Documents } from './Documents';
import { Facts } from './Facts';
import { Header } from './Header';
import { History } from './History';
import { PinnedAlerts } from './PinnedAlerts';

/** Everything about one client: state on top, work in the middle, facts on the right. */
export function ClientPage() {
  const { clientId } = useParams({ strict: false }) as { clientId: string };
  const [search, change] = useAddress();
  const may = useMay();
  const query = useQuery(overviewOf(clientId));
  const tab = search['tab'] ?? 'timeline';
  const tabs = (
    [
      ['timeline', 'Timeline', 'communications:select'],
      ['contacts', 'Contacts', 'client_contacts:select'],
      ['documents', 'Documents', 'documents:select'],
      ['history', 'History', 'client_stage_events:select'],
    ] as const
  )
    .filter(([, , right]) => may(right))
    .map(([value, label]) => ({
      label,
      active: tab === value,
      onSelect: () => change({ tab: value === 'timeline' ? undefined : value }, true),
    }));
  const crumbs = [{ label: 'Clients', to: '/clients' }, { label: query.data?.name ?? 'Client' }];
  return (
    <Page crumbs={crumbs} tabs={tabs} shape="wide">
      {query.isPending && <Waiting lines={10} />}
      {query.isError && (
        <Failure error={query.error} what="This client can’t be shown" onRetry={() => void query.refetch()} />
      )}
      {query.data !== undefined && (
        <div className={classes.client}>
          <div className={classes.work}>
            <Header client={query.data} />
            {may('alerts:select') && <PinnedAlerts clientId={clientId} />}
            {tab === 'timeline' && <Timeline clientId={clientId} />}
            {tab === 'contacts' && <Contacts clientId={clientId} />}
            {tab === 'documents' && <Documents clientId={clientId} />}
            {tab === 'history' && <History clientId={clientId} />}
          </div>
          <aside className={classes.facts} aria-label="Facts">
            <Facts clientId={clientId} />
          </aside>
        </div>
      )}
    </Page>
  );
}
