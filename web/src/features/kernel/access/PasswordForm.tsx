import { Alert, Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { done } from '@/lib/toast';
import { DoorRefusal } from '../door/Door';
import classes from '../settings/Settings.module.css';
import { changePassword } from './access';

/** A new password; long after signing in, with the code of a mail as well. */
export function PasswordForm({ email }: { email: string }) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | undefined>(undefined);
  const save = useMutation({
    mutationFn: () => changePassword(password, code),
    onSuccess: (change) => {
      if (change === 'needs code') {
        setCode('');
        return;
      }
      setPassword('');
      setCode(undefined);
      done('Password changed');
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
        <input type="text" hidden readOnly value={email} autoComplete="username" />
        <PasswordInput
          label="New password"
          description="At least 8 characters. Long beats complicated. You are signed out everywhere else."
          required
          minLength={8}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {code !== undefined && (
          <>
            <Alert color="blue" variant="light" role="status">
              You signed in some time ago, so we mailed a code to {email}. Type it here to go on.
            </Alert>
            <TextInput
              label="Code from the mail"
              required
              autoFocus
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="[0-9 ]{6,7}"
              title="Six digits"
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          </>
        )}
        <Group>
          <Button type="submit" loading={save.isPending}>
            Change password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
