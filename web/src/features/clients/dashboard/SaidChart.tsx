import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { dayOf, plural, shortDay } from '@/lib/words/format';
import { saidByDay, type Day } from './dashboard';
import classes from './Dashboard.module.css';

/** How much was said with clients, by day: bars up for them, down for us, and the table behind it. */
export function SaidChart() {
  const [days, setDays] = useState('30');
  const [shape, setShape] = useState('chart');
  const query = useQuery(saidByDay(Number(days)));
  const all = query.data ?? [];
  const total = all.reduce((sum, day) => sum + day.inbound + day.outbound, 0);
  return (
    <section className={classes.panel} aria-label="How much do we talk with clients?">
      <header>
        <h3>How much do we talk with clients?</h3>
        <SegmentedControl
          size="xs"
          value={days}
          onChange={setDays}
          aria-label="Days"
          data={['7', '30', '90'].map((value) => ({ value, label: `${value} d` }))}
        />
      </header>
      <div className={classes.chart}>
        {query.isPending && <Waiting lines={4} />}
        {query.isError && (
          <Failure error={query.error} what="The chart can’t be shown" onRetry={() => void query.refetch()} />
        )}
        {query.isSuccess && total === 0 && (
          <Empty guide="conversations">Nothing was said in these days. Log a call or a note with a client.</Empty>
        )}
        {total > 0 && (
          <>
            <div className={classes.legend}>
              <span>
                <i />
                {plural(sum(all, 'inbound'), 'message')} from clients
              </span>
              <span>
                <i data-out />
                {plural(sum(all, 'outbound'), 'message')} from us
              </span>
            </div>
            {shape === 'chart' ? <Bars days={all} /> : <Table days={all} />}
            <SegmentedControl
              size="xs"
              mt="xs"
              value={shape}
              onChange={setShape}
              aria-label="Shape"
              data={[
                { value: 'chart', label: 'Chart' },
                { value: 'table', label: 'Table' },
              ]}
            />
          </>
        )}
      </div>
    </section>
  );
}

const sum = (days: Day[], key: 'inbound' | 'outbound') => days.reduce((total, day) => total + day[key], 0);

const width = 560;
const half = 84;

function Bars({ days }: { days: Day[] }) {
  const most = Math.max(...days.map((day) => Math.max(day.inbound, day.outbound)), 1);
  const slot = width / days.length;
  const bar = Math.max(Math.min(slot * 0.66, 18), 1.5);
  const high = (value: number) => (value / most) * half;
  const labels = [0, Math.floor((days.length - 1) / 2), days.length - 1];
  const label = `Messages by day over ${days.length} days, at most ${most} a day in one direction`;
  return (
    <svg viewBox={`0 -18 ${width} ${half * 2 + 42}`} role="img" aria-label={label}>
      <text x={0} y={-8}>
        at most {most} a day
      </text>
      <line x1={0} x2={width} y1={half} y2={half} stroke="var(--line)" />
      {days.map((day, at) => (
        <g key={day.day} transform={`translate(${at * slot + (slot - bar) / 2} 0)`}>
          <title>{`${dayOf(day.day)}: ${day.inbound} from clients, ${day.outbound} from us`}</title>
          <rect
            width={Math.max(bar, slot)}
            x={(bar - Math.max(bar, slot)) / 2}
            height={half * 2}
            fill="transparent"
          />
          <rect className={classes.in} width={bar} rx={1.5} y={half - high(day.inbound)} height={high(day.inbound)} />
          <rect className={classes.out} width={bar} rx={1.5} y={half + 1} height={high(day.outbound)} />
        </g>
      ))}
      {labels.map((at, index) => (
        <text
          key={at}
          x={index === 0 ? 0 : index === 1 ? width / 2 : width}
          y={half * 2 + 18}
          textAnchor={index === 0 ? 'start' : index === 1 ? 'middle' : 'end'}
        >
          {shortDay(days[at]?.day ?? '')}
        </text>
      ))}
    </svg>
  );
}

function Table({ days }: { days: Day[] }) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Messages by day">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">From clients</th>
            <th scope="col">From us</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.day}>
              <td>{dayOf(day.day)}</td>
              <td>{day.inbound}</td>
              <td>{day.outbound}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
