import { Link } from '@tanstack/react-router';
import classes from '@/components/table/DataTable.module.css';
import { HealthState } from '../cells';
import type { Overview } from '../overview';

/** Where a table has no room: the name and the two facts that matter. */
export function ClientCards({ rows }: { rows: Overview[] }) {
  return (
    <ul className={classes.cards} aria-label="Clients">
      {rows.map((row) => (
        <li key={row.id} data-id={row.id}>
          <Link to="/clients/$clientId" params={{ clientId: row.id }}>
            <strong>{row.name}</strong>
            <div>
              <HealthState client={row} />
              <span>{row.stage_name}</span>
            </div>
          </Link>
        </li>
      ))}
    </ul>
  );
}
