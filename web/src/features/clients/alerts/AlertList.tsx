import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { State } from '@/components/State';
import { When } from '@/components/When';
import { severities } from '../words';
import { alertsOf } from './alerts';
import classes from './Alerts.module.css';

/** Open alerts in short, each a link to its place among the others. */
export function AlertList({ limit, onOpen }: { limit: number; onOpen?: () => void }) {
  const query = useQuery(alertsOf({ view: 'open', limit: 60 }));
  if (query.isPending) return <Waiting lines={3} />;
  if (query.isError)
    return <Failure error={query.error} what="Alerts can’t be shown" onRetry={() => void query.refetch()} />;
  if (query.data.rows.length === 0)
    return <Empty guide="alerts">Nothing needs you now. Open alerts about clients show up here.</Empty>;
  return (
    <ul className={classes.short} aria-label="Open alerts">
      {query.data.rows.slice(0, limit).map((alert) => {
        const severity = severities[alert.severity];
        return (
          <li key={alert.id}>
            <Link to="/alerts" search={{ alert: alert.id }} {...(onOpen === undefined ? {} : { onClick: onOpen })}>
              <State
                tone={severity?.tone ?? 'grey'}
                word={severity?.word ?? alert.severity}
                shape={`bar${severity?.level ?? 1}` as 'bar1'}
              />
              <strong>{alert.title}</strong>
              <small>
                {alert.client?.name} · <When at={alert.created_at} />
              </small>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
