import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { refusalOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';
import { useAddress } from '@/lib/useAddress';
import { Door, DoorRefusal } from './Door';

/** Asks for a mail with a link to set a new password. The answer is the same whether or not there is an account. */
export function ForgotPassword() {
  const [{ email: known }] = useAddress();
  const [email, setEmail] = useState(known ?? '');
  const ask = useMutation({
    mutationFn: async () => {
      const redirectTo = `${window.location.origin}/set-password`;
      const { error } = await supabase.auth.resetPasswordForEmail(email.trim(), { redirectTo });
      if (error !== null) throw refusalOf(error);
    },
  });
  return (
    <Door
      title="Forgot your password?"
      lead="We send you a link to set a new one."
      foot={<Link to="/sign-in">Back to sign in</Link>}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate();
        }}
      >
        <Stack gap="sm">
          {ask.isError && <DoorRefusal error={ask.error} />}
          {ask.isSuccess && (
            <Alert color="green" variant="light" role="status">
              <Text size="sm">
                If there is an account with this e-mail, the link is on its way. It works once and holds for an hour.
              </Text>
            </Alert>
          )}
          <TextInput
            label="E-mail"
            type="email"
            required
            autoComplete="username"
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Button type="submit" size="sm" fullWidth loading={ask.isPending}>
            {ask.isSuccess ? 'Send it again' : 'Send the link'}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
