import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { ChipSelect, FilterBar } from '@/components/table/FilterBar';
import { Page } from '@/components/Page';
import { Person } from '@/components/Person';
import { State } from '@/components/State';
import { When } from '@/components/When';
import { among } from '@/lib/data/catalogue';
import { listOf, textOfList } from '@/lib/address';
import { dayOf, plural } from '@/lib/words/format';
import { usePersonName } from '@/lib/data/people';
import { useAddress } from '@/lib/useAddress';
import { alertTypes, choicesOf, severities } from '../words';
import { AlertActions } from './AlertActions';
import { alertById, alertsOf, type Alert, type AlertView } from './alerts';
import classes from './Alerts.module.css';

const views: [AlertView, string][] = [
  ['open', 'Open'],
  ['acknowledged', 'Acknowledged'],
  ['snoozed', 'Snoozed'],
  ['unresolved', 'All unresolved'],
  ['resolved', 'Resolved'],
];

const empty: Record<AlertView, string> = {
  unresolved: 'Every alert is resolved.',
  open: 'No open alerts. One appears when a client goes quiet, results drop, or a colleague sees a risk.',
  acknowledged: 'Nobody is working on an alert right now.',
  snoozed: 'No alert is put off.',
  resolved: 'Nothing has been resolved yet.',
};

export function AlertsPage() {
  const [search, change] = useAddress();
  const asked = useQuery({ ...alertById(search['alert'] ?? ''), enabled: search['alert'] !== undefined });
  const view = (search['view'] ?? asked.data?.status ?? 'open') as AlertView;
  const chosen = listOf(search['severity']).filter(among(severities));
  const query = useQuery({ ...alertsOf({ view, severities: chosen }), placeholderData: keepPreviousData });
  const tabs = views.map(([value, label]) => ({
    label,
    active: view === value,
    onSelect: () => change({ view: value, alert: undefined }, true),
  }));
  return (
    <Page crumbs={[{ label: 'Alerts' }]} tabs={tabs} shape="list">
      <FilterBar count={query.data === undefined ? undefined : plural(query.data.count, 'alert')}>
        <ChipSelect
          label="Severity"
          choices={choicesOf(severities)}
          chosen={chosen}
          onChange={(next) => change({ severity: textOfList(next) })}
        />
      </FilterBar>
      {query.isPending && <Waiting />}
      {query.isError && (
        <Failure error={query.error} what="Alerts can’t be shown" onRetry={() => void query.refetch()} />
      )}
      {query.data?.rows.length === 0 && <Empty guide="alerts">{empty[view]}</Empty>}
      {query.data !== undefined && query.data.rows.length > 0 && (
        <ul className={classes.list} aria-label="Alerts">
          {query.data.rows.map((alert) => (
            <AlertRow
              key={alert.id}
              alert={alert}
              open={search['alert'] === alert.id}
              onToggle={() => change({ view, alert: search['alert'] === alert.id ? undefined : alert.id })}
            />
          ))}
        </ul>
      )}
    </Page>
  );
}

function AlertRow({ alert, open, onToggle }: { alert: Alert; open: boolean; onToggle: () => void }) {
  const nameOf = usePersonName();
  const severity = severities[alert.severity];
  return (
    <li className={classes.alert} data-open={open || undefined} data-alert={alert.id}>
      <button type="button" className={classes.head} aria-expanded={open} onClick={onToggle}>
        <State
          tone={severity?.tone ?? 'grey'}
          word={severity?.word ?? alert.severity}
          shape={`bar${severity?.level ?? 1}` as 'bar1'}
        />
        <span className={classes.title}>{alert.title}</span>
        <span className={classes.quiet}>{alert.client?.name}</span>
        <span>{alert.assignee_id !== null && <Person name={nameOf(alert.assignee_id)} />}</span>
        <When at={alert.status === 'resolved' ? alert.resolved_at : alert.created_at} />
      </button>
      {open && <AlertBody alert={alert} />}
    </li>
  );
}

function AlertBody({ alert }: { alert: Alert }) {
  const nameOf = usePersonName();
  const facts: [string, React.ReactNode][] = [
    [
      'Client',
      <Link
        key="c"
        to="/clients/$clientId"
        params={{ clientId: alert.client_id }}
        style={{ color: 'var(--accent-text)' }}
      >
        {alert.client?.name ?? 'Open client'}
      </Link>,
    ],
    ['Kind', alertTypes[alert.type] ?? alert.type],
  ];
  if (alert.suggested_action !== null) facts.push(['Suggested', alert.suggested_action]);
  if (alert.snoozed_until !== null) facts.push(['Comes back', dayOf(alert.snoozed_until)]);
  if (alert.resolved_at !== null) {
    facts.push([
      'Resolved',
      <>
        {nameOf(alert.resolved_by) ?? 'By itself'}, <When at={alert.resolved_at} />
      </>,
    ]);
  }
  if (alert.resolution !== null) facts.push(['How', alert.resolution]);
  return (
    <div className={classes.body}>
      {alert.description !== null && <p>{alert.description}</p>}
      <dl>
        {facts.map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </dl>
      <AlertActions alert={alert} />
    </div>
  );
}

const Fact = ({ name, value }: { name: string; value: React.ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);
