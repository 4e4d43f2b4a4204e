import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { showCode } from '@/lib/session';
import { done, refused } from '@/lib/toast';
import classes from '../settings/Settings.module.css';
import { addressOf, begin, spaced, type Begun } from './factors';

/** Names for the next one: what is there already is not taken twice. */
const nameOf = (taken: readonly string[]): string =>
  ['Authenticator', ...taken.map((_, i) => `Authenticator ${i + 2}`)].find((name) => !taken.includes(name)) ??
  'Authenticator';

type Props = { onConfirmed: () => void; onEnd: () => void };

/** Sets up an authenticator: the picture or the key goes into it, its first code comes back. */
export function NewFactor({ taken, ...ends }: Props & { taken: readonly string[] }) {
  const query = useQuery({
    queryKey: ['kernel', 'new-factor'],
    queryFn: () => begin(nameOf(taken)),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  });
  if (query.isPending) return <Waiting />;
  if (query.isError)
    return <Failure error={query.error} what="It can’t be set up now" onRetry={() => void query.refetch()} />;
  return <Form begun={query.data} {...ends} />;
}

function Form({ begun, onConfirmed, onEnd }: Props & { begun: Begun }) {
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: () => showCode(begun.id, code),
    onSuccess: async () => {
      done('Second factor set up');
      onConfirmed();
      await client.invalidateQueries({ queryKey: ['kernel', 'factors'] });
      onEnd();
    },
    onError: (error) => void refused(error, 'The code was not taken'),
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate();
      }}
    >
      <Stack gap="sm" mt="md">
        <Text size="sm">Scan this with an authenticator app, or type the key into it.</Text>
        <img src={addressOf(begun.picture)} alt="The key as a QR code" width={180} height={180} />
        <Code block aria-label="Key">
          {spaced(begun.secret)}
        </Code>
        <TextInput
          label="Code"
          description="The six digits that the app shows now. You are signed out everywhere else."
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9 ]{6,7}"
          title="Six digits"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" loading={confirm.isPending}>
            Confirm
          </Button>
          <Button variant="default" onClick={onEnd}>
            Not now
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
