import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { safeNext } from '@/lib/address';
import { queryClient } from '@/lib/data/query';
import { refusalOf } from '@/lib/refusal';
import { config, supabase } from '@/lib/data/supabase';
import { useAddress } from '@/lib/useAddress';
import { Door, DoorRefusal } from './Door';
import classes from './Door.module.css';
import { Providers } from './Providers';

const demoPassword = 'atrium-demo';
const demo = [
  ['owner', 'Owner'],
  ['account', 'Account manager'],
  ['pm', 'Project manager'],
  ['finance', 'Finance'],
  ['member', 'Member, some clients'],
  ['customer', 'Contact user of a client'],
] as const;

export function SignIn() {
  const [{ next, email: known }] = useAddress();
  const router = useRouter();
  const [email, setEmail] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: async (as: { email: string; password: string }) => {
      const { error } = await supabase.auth.signInWithPassword(as);
      if (error !== null) throw refusalOf(error);
      queryClient.clear();
      router.history.push(safeNext(next));
    },
  });
  return (
    <Door
      title="Sign in"
      lead={next === undefined ? undefined : 'Sign in to go on where you were.'}
      foot={
        <>
          New here? <Link to="/sign-up">Start an agency</Link>. Joining one? Use the link in your invitation.
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate({ email: email.trim(), password });
        }}
      >
        <Stack gap="sm">
          {signIn.isError && <DoorRefusal error={signIn.error} />}
          <TextInput
            label="E-mail"
            type="email"
            required
            autoComplete="username"
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            required
            autoComplete="current-password"
            value={password}
            visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" size="sm" fullWidth loading={signIn.isPending}>
            Sign in
          </Button>
          <div className={classes.aside}>
            <Link to="/forgot-password" search={email.trim() === '' ? {} : { email: email.trim() }}>
              Forgot your password?
            </Link>
          </div>
        </Stack>
      </form>
      <Providers next={next} />
      {config.demo && (
        <section aria-label="Demo accounts">
          <Text size="sm" c="dimmed" mt="lg">
            This server has demo data. Look around as one of these people:
          </Text>
          <div className={classes.demo}>
            {demo.map(([name, label]) => (
              <button
                key={name}
                type="button"
                disabled={signIn.isPending}
                onClick={() => signIn.mutate({ email: `${name}@northlight.test`, password: demoPassword })}
              >
                {label}
                <small>{name}@northlight.test</small>
              </button>
            ))}
          </div>
        </section>
      )}
    </Door>
  );
}
