import { Link } from '@tanstack/react-router';
import type { DragEvent, KeyboardEvent } from 'react';
import { Face } from '@/components/Person';
import { plural } from '@/lib/words/format';
import { HealthState } from '../cells';
import type { Overview } from '../overview';
import classes from './Board.module.css';

type Props = { client: Overview; movable: boolean; focused: boolean; onStep: (step: 1 | -1) => void };

export function BoardCard({ client, movable, focused, onStep }: Props) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (!movable || !event.shiftKey || !/^Arrow(Left|Right)$/.test(event.key)) return;
    event.preventDefault();
    onStep(event.key === 'ArrowRight' ? 1 : -1);
  };
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData('text/client', client.id);
    event.dataTransfer.effectAllowed = 'move';
  };
  return (
    <li className={classes.card} draggable={movable} onDragStart={onDragStart} data-id={client.id}>
      <Link
        to="/clients/$clientId"
        params={{ clientId: client.id }}
        draggable={false}
        ref={(element) => {
          if (focused) element?.focus();
        }}
        onKeyDown={onKeyDown}
        {...(movable ? { 'aria-description': 'Shift and arrow keys move it to another stage' } : {})}
      >
        <strong>{client.name}</strong>
        <span className={classes.line}>
          <HealthState client={client} />
          <span title="In this stage">{plural(client.days_in_stage, 'day')}</span>
          {client.owner_name !== null && (
            <span className={classes.face} title={client.owner_name}>
              <Face name={client.owner_name} size={20} />
            </span>
          )}
        </span>
        {(client.open_alerts ?? 0) + client.needs_reply > 0 && (
          <span className={classes.calls}>
            {(client.open_alerts ?? 0) > 0 && <span data-alerts>{plural(client.open_alerts ?? 0, 'alert')}</span>}
            {client.needs_reply > 0 && <span>{client.needs_reply} waiting</span>}
          </span>
        )}
      </Link>
    </li>
  );
}
