import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, Navigate, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Waiting } from '@/components/feedback/Waiting';
import { queryClient } from '@/lib/data/query';
import { refusalOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';
import { done } from '@/lib/toast';
import { arrival } from './arrival';
import { Door, DoorRefusal } from './Door';

/** Where the link of a recovery leads: the session is there, a new password is what it is for. */
export function SetPassword() {
  const query = useQuery(arrival);
  if (query.isPending) return <Waiting />;
  if (query.isError) {
    return (
      <Door title="Set a new password" foot={<Link to="/sign-in">Back to sign in</Link>}>
        <Stack gap="sm">
          <DoorRefusal error={query.error} />
          <Button component={Link} to="/forgot-password" size="sm" fullWidth>
            Send a new link
          </Button>
        </Stack>
      </Door>
    );
  }
  if (query.data.half) return <Navigate to="/second-factor" search={{ next: '/set-password' }} replace />;
  return (
    <Door title="Set a new password" lead="You stay signed in here, and are signed out everywhere else.">
      <Form email={query.data.email} />
    </Door>
  );
}

function Form({ email }: { email: string }) {
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const save = useMutation({
    mutationFn: async () => {
      const { error } = await supabase.auth.updateUser({ password });
      if (error !== null) throw refusalOf(error);
      queryClient.clear();
      done('Password set');
      await navigate({ to: '/' });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="sm">
        {save.isError && <DoorRefusal error={save.error} />}
        <TextInput label="E-mail" value={email} readOnly autoComplete="username" />
        <PasswordInput
          label="New password"
          description="At least 8 characters. Long beats complicated."
          required
          minLength={8}
          autoFocus
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" fullWidth loading={save.isPending}>
          Set password
        </Button>
      </Stack>
    </form>
  );
}
