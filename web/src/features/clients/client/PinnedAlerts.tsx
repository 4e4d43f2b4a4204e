import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { State } from '@/components/State';
import { When } from '@/components/When';
import { AlertActions } from '../alerts/AlertActions';
import { alertsOf, type Alert } from '../alerts/alerts';
import classes from '../alerts/Alerts.module.css';
import { severities } from '../words';

/** Open alerts of a client, on top of everything else. */
export function PinnedAlerts({ clientId }: { clientId: string }) {
  const open = useQuery(alertsOf({ view: 'open', clientId }));
  if (open.data === undefined || open.data.rows.length === 0) return null;
  return (
    <section className={classes.pinned} aria-label="Open alerts">
      {open.data.rows.map((alert) => (
        <Pin key={alert.id} alert={alert} />
      ))}
    </section>
  );
}

function Pin({ alert }: { alert: Alert }) {
  const [shown, setShown] = useState(false);
  const severity = severities[alert.severity];
  return (
    <div className={classes.pin} data-tone={severity?.tone}>
      <header>
        <State
          tone={severity?.tone ?? 'grey'}
          word={severity?.word ?? alert.severity}
          shape={`bar${severity?.level ?? 1}` as 'bar1'}
        />
        <strong>{alert.title}</strong>
        <When at={alert.created_at} />
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          aria-expanded={shown}
          onClick={() => setShown((was) => !was)}
        >
          {shown ? 'Less' : 'Details'}
        </Button>
      </header>
      {shown && (
        <>
          {alert.description !== null && <p>{alert.description}</p>}
          {alert.suggested_action !== null && <p>Suggested: {alert.suggested_action}</p>}
          <div style={{ marginTop: 'var(--space-3)' }}>
            <AlertActions alert={alert} />
          </div>
        </>
      )}
    </div>
  );
}
