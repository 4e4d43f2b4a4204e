import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { queryClient } from '@/lib/data/query';
import { refusalOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';
import { Door, DoorRefusal } from './Door';
import { Providers } from './Providers';

/** A new person with a new agency, whose owner they are; the first of a server comes by its set-up link. */
export function SignUp() {
  const navigate = useNavigate();
  const { token } = useParams({ strict: false }) as { token?: string };
  const [values, setValues] = useState({ agency: '', name: '', email: '', password: '' });
  const set = (key: keyof typeof values) => (event: React.ChangeEvent<HTMLInputElement>) => {
    const value = event.currentTarget.value;
    setValues((old) => ({ ...old, [key]: value }));
  };
  const signUp = useMutation({
    mutationFn: async () => {
      const { data, error } = await supabase.auth.signUp({
        email: values.email.trim(),
        password: values.password,
        options: {
          emailRedirectTo: `${window.location.origin}/arrive`,
          data: {
            full_name: values.name.trim(),
            agency_name: values.agency.trim(),
            ...(token === undefined ? {} : { setup_token: token }),
          },
        },
      });
      if (error !== null) throw refusalOf(error);
      if (data.session === null) return;
      queryClient.clear();
      await navigate({ to: '/' });
    },
  });
  return (
    <Door
      title="Start an agency"
      lead="You become its owner and invite the others."
      foot={
        <>
          Already have an account? <Link to="/sign-in">Sign in</Link>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signUp.mutate();
        }}
      >
        <Stack gap="sm">
          {signUp.isError && <DoorRefusal error={signUp.error} />}
          {signUp.isSuccess && (
            <Alert color="green" variant="light" role="status">
              We mailed a link to {values.email.trim()}. Open it to confirm the address and begin.
            </Alert>
          )}
          <TextInput
            label="Agency name"
            required
            autoFocus
            autoComplete="organization"
            value={values.agency}
            onChange={set('agency')}
          />
          <TextInput label="Your name" required autoComplete="name" value={values.name} onChange={set('name')} />
          <TextInput
            label="E-mail"
            type="email"
            required
            autoComplete="username"
            value={values.email}
            onChange={set('email')}
          />
          <PasswordInput
            label="Password"
            description="At least 8 characters. Long beats complicated."
            required
            minLength={8}
            visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
            autoComplete="new-password"
            value={values.password}
            onChange={set('password')}
          />
          <Button type="submit" size="sm" fullWidth loading={signUp.isPending}>
            Create agency
          </Button>
        </Stack>
      </form>
      {token === undefined && <Providers />}
    </Door>
  );
}
