import { Button, SegmentedControl, Select, Stack, TextInput, Textarea } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useState } from 'react';
import type { OneOf } from '@/lib/data/catalogue';
import { useMay } from '@/lib/session';
import classes from './Communications.module.css';
import { useLog, type Kind } from './communications';

type Written = Exclude<Kind, 'chat'>;

const kinds: { value: Written; label: string }[] = [
  { value: 'note', label: 'Note' },
  { value: 'call', label: 'Call' },
  { value: 'meeting', label: 'Meeting' },
  { value: 'email', label: 'E-mail' },
];

const hints: Record<Written, string> = {
  note: 'Only people of the agency see notes.',
  call: 'The client can see that the call is logged.',
  meeting: 'The client can see that the meeting is logged.',
  email: 'For mail sent elsewhere: it is recorded, not sent.',
};

const verbs: Record<Written, string> = {
  note: 'Add note',
  call: 'Log call',
  meeting: 'Log meeting',
  email: 'Log e-mail',
};

/** The one place to write into a client's timeline. What is typed is kept until it is added. */
export function Composer({ clientId }: { clientId: string }) {
  const may = useMay();
  const log = useLog(clientId);
  const [kind, setKind] = useState<Written>('note');
  const [subject, setSubject] = useState('');
  const [direction, setDirection] = useState<OneOf<'communication_direction'>>('outbound');
  const [body, setBody, forget] = useLocalStorage({ key: `atrium-draft-${clientId}`, defaultValue: '' });
  const [writing, setWriting] = useState(false);
  if (!may('communications:insert')) return null;
  const open = writing || body !== '';
  const add = () => {
    if (body.trim() === '' || log.isPending) return;
    log.mutate(
      { type: kind, subject: subject.trim(), body: body.trim(), direction: kind === 'note' ? null : direction },
      {
        onSuccess: () => {
          forget();
          setSubject('');
          setWriting(false);
        },
      },
    );
  };
  return (
    <form
      className={classes.composer}
      data-note={(open && kind === 'note') || undefined}
      aria-label="Add to the timeline"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Stack gap="xs">
        {open && (
          <SegmentedControl
            size="xs"
            data={kinds}
            value={kind}
            onChange={setKind}
            aria-label="Kind"
            w="fit-content"
          />
        )}
        {open && kind !== 'note' && (
          <TextInput
            size="xs"
            placeholder="Subject"
            aria-label="Subject"
            value={subject}
            onChange={(event) => setSubject(event.currentTarget.value)}
          />
        )}
        <Textarea
          variant="unstyled"
          autosize
          minRows={open ? 3 : 1}
          maxRows={14}
          value={body}
          onFocus={() => setWriting(true)}
          placeholder="Write a note, or log a call or meeting…"
          aria-label="Text"
          onChange={(event) => setBody(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) add();
          }}
        />
      </Stack>
      {open && (
        <footer>
          <small>{hints[kind]}</small>
          {kind !== 'note' && (
            <Select
              size="xs"
              w={130}
              aria-label="Direction"
              value={direction}
              allowDeselect={false}
              data={[
                { value: 'outbound', label: 'From us' },
                { value: 'inbound', label: 'From client' },
              ]}
              onChange={(value) => setDirection(value ?? 'outbound')}
            />
          )}
          <Button
            variant="subtle"
            color="gray"
            onClick={() => {
              forget();
              setWriting(false);
            }}
          >
            Discard
          </Button>
          <Button type="submit" loading={log.isPending} disabled={body.trim() === ''}>
            {verbs[kind]}
          </Button>
        </footer>
      )}
    </form>
  );
}
