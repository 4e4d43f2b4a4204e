import { Button, Group } from '@mantine/core';
import {
  IconArrowDownLeft,
  IconArrowUpRight,
  IconCalendarEvent,
  IconMail,
  IconMessage,
  IconNote,
  IconPhone,
  type Icon,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Face } from '@/components/Person';
import { State } from '@/components/State';
import { When } from '@/components/When';
import { communicationTypes } from '../words';
import classes from './Communications.module.css';
import type { Communication } from './communications';

const icons: Record<string, Icon> = {
  email: IconMail,
  call: IconPhone,
  meeting: IconCalendarEvent,
  note: IconNote,
  chat: IconMessage,
};

type Props = { message: Communication; folded?: boolean; reader?: boolean; children?: ReactNode };

/** One mail, call, meeting, chat or note. Notes are tinted and labelled: the client never sees them. */
export function Message({ message, folded = false, reader = false, children }: Props) {
  const [open, setOpen] = useState(!folded);
  const body = message.body ?? '';
  const long = body.length > 280 || body.split('\n').length > 4;
  const TypeIcon = icons[message.type] ?? IconMail;
  const sender = message.sender_name ?? message.sender_email ?? 'Unknown sender';
  const Arrow = message.direction === 'inbound' ? IconArrowDownLeft : IconArrowUpRight;
  return (
    <article
      className={classes.message}
      data-type={message.type}
      data-direction={message.direction ?? undefined}
      id={`message-${message.id}`}
      aria-label={`${communicationTypes[message.type] ?? message.type} from ${sender}`}
    >
      <Face name={sender} size={28} />
      <div className={classes.said}>
        <header>
          <strong>{sender}</strong>
          <span className={classes.kind}>
            <TypeIcon size={14} stroke={1.6} aria-hidden />
            {message.type === 'note' ? 'Note, only for us' : communicationTypes[message.type]}
            {message.direction !== null && message.type !== 'note' && (
              <span className={classes.way}>
                <Arrow size={13} aria-hidden />
                {wayOf(message.direction, reader)}
              </span>
            )}
          </span>
          {message.needs_reply && !reader && <State tone="blue" word="Waits for a reply" />}
          <span className={classes.when}>
            <When at={message.timestamp} />
          </span>
        </header>
        {message.subject !== null && <h3>{message.subject}</h3>}
        {body !== '' && <p data-folded={(long && !open) || undefined}>{body}</p>}
        {(long || children !== undefined) && (
          <Group gap="xs" mt="2xs" className={classes.more}>
            {long && (
              <Button
                variant="subtle"
                color="gray"
                size="compact-xs"
                aria-expanded={open}
                onClick={() => setOpen((was) => !was)}
              >
                {open ? 'Show less' : 'Show all'}
              </Button>
            )}
            {children}
          </Group>
        )}
      </div>
    </article>
  );
}

/** Seen from the agency, or from the client's side. */
const wayOf = (direction: string | null, reader: boolean): string =>
  (direction === 'inbound') === reader ? 'from us' : reader ? 'from the agency' : 'from client';
