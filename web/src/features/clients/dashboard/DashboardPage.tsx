import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Page } from '@/components/Page';
import { amountOf } from '@/lib/words/format';
import { useMay, useMe } from '@/lib/session';
import { AlertList } from '../alerts/AlertList';
import { anyClient, placeOf, tiles, trendOf, type Tile } from './dashboard';
import classes from './Dashboard.module.css';
import { FirstSteps } from './FirstSteps';
import { SaidChart } from './SaidChart';

/** Where the agency's clients stand today: figures that are links, what needs someone, how much was said. */
export function DashboardPage() {
  const me = useMe();
  const any = useQuery(anyClient);
  return (
    <Page crumbs={[{ label: 'Home' }]} shape="wide">
      <div className={classes.greeting}>
        <h2>{greeting(new Date().getHours(), me.user.full_name)}</h2>
        <p>
          {new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date())}
        </p>
      </div>
      {any.data === false ? <FirstSteps /> : <Figures />}
    </Page>
  );
}

function Figures() {
  const may = useMay();
  const query = useQuery(tiles);
  return (
    <>
      {query.isPending && <Waiting lines={4} />}
      {query.isError && (
        <Failure error={query.error} what="The figures can’t be shown" onRetry={() => void query.refetch()} />
      )}
      {query.data !== undefined && query.data.length > 0 && (
        <ul className={classes.tiles} aria-label="Figures">
          {query.data
            .filter((tile) => tile.key !== 'active_clients')
            .slice(0, 6)
            .map((tile) => (
              <Figure key={tile.key} tile={tile} />
            ))}
        </ul>
      )}
      <div className={classes.columns}>
        {may('alerts:select') && (
          <section aria-label="Needs attention" className={classes.panel}>
            <header>
              <h3>Needs attention</h3>
              <Link to="/alerts">All alerts</Link>
            </header>
            <AlertList limit={7} />
          </section>
        )}
        <SaidChart />
      </div>
    </>
  );
}

export function greeting(hour: number, name: string | null): string {
  const time = hour < 5 ? 'Good night' : hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening';
  const first = name?.trim().split(/\s+/)[0];
  return first === undefined || first === '' ? time : `${time}, ${first}`;
}

function Figure({ tile }: { tile: Tile }) {
  const trend = trendOf(tile);
  // An average of nothing is not nought.
  const missing = tile.unit === 'days' && tile.value === 0 && tile.previous === null;
  const body = (
    <>
      <span className={classes.label}>{tile.label}</span>
      <span className={classes.value}>
        {missing ? '–' : amountOf(tile.value)}
        {tile.unit === 'days' && !missing && <small>days</small>}
      </span>
      <span className={classes.trend} data-tone={trend?.tone}>
        {missing ? 'no figure yet' : (trend?.text ?? 'no figure 30 days ago')}
      </span>
    </>
  );
  if (tile.link === null)
    return (
      <li className={classes.tile}>
        <div>{body}</div>
      </li>
    );
  const place = placeOf(tile.link);
  return (
    <li className={classes.tile}>
      <Link to={place.to} search={place.search}>
        {body}
      </Link>
    </li>
  );
}
