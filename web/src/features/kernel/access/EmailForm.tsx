import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { config } from '@/lib/data/supabase';
import { done, refused } from '@/lib/toast';
import { DoorRefusal } from '../door/Door';
import classes from '../settings/Settings.module.css';
import { changeEmail, mailAgain, type Account } from './access';

/** Another address: it counts once the mails to the old and the new one have been answered. */
export function EmailForm({ account }: { account: Account }) {
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const save = useMutation({
    mutationFn: () => changeEmail(email.trim()),
    onSuccess: () => {
      setEmail('');
      return client.invalidateQueries({ queryKey: ['kernel', 'account'] });
    },
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="sm">
        {save.isError && <DoorRefusal error={save.error} />}
        {account.next !== undefined && <Pending email={account.email} next={account.next} />}
        <TextInput label="Now" value={account.email} readOnly description="What you sign in with" />
        {config.mail ? (
          <>
            <TextInput
              label="New address"
              description="We mail a link to both addresses; the change counts once both were opened."
              type="email"
              required
              autoComplete="email"
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <Group>
              <Button type="submit" variant="default" loading={save.isPending}>
                Change address
              </Button>
            </Group>
          </>
        ) : (
          <Text size="sm" c="dimmed">
            This server sends no mail, so an address can’t be confirmed here. Ask whoever runs it to change yours.
          </Text>
        )}
      </Stack>
    </form>
  );
}

function Pending({ email, next }: { email: string; next: string }) {
  const again = useMutation({
    mutationFn: () => mailAgain(email),
    onSuccess: () => done('Mails sent again'),
    onError: (error) => void refused(error, 'No mail was sent'),
  });
  return (
    <Alert color="blue" variant="light" role="status" title="Waiting to be confirmed">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          Your address is to become {next}. Open the link that we mailed to it, and the one that we mailed to {email}.
        </Text>
        <Button variant="default" size="compact-sm" loading={again.isPending} onClick={() => again.mutate()}>
          Mail them again
        </Button>
      </Stack>
    </Alert>
  );
}
