import { Button, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { safeNext } from '@/lib/address';
import { queryClient } from '@/lib/data/query';
import { refusalOf } from '@/lib/refusal';
import { showCode, signOut } from '@/lib/session';
import { supabase } from '@/lib/data/supabase';
import { useAddress } from '@/lib/useAddress';
import { showRecoveryCode } from '../factors/recovery';
import { Door, DoorRefusal } from './Door';

/** Shows a code of one's authenticator. */
async function showOfAny(code: string): Promise<void> {
  const { data, error } = await supabase.auth.mfa.listFactors();
  if (error !== null) throw refusalOf(error);
  const [factor] = data.totp;
  if (factor !== undefined) await showCode(factor.id, code);
}

/** Between the password and the app, for people who have set up a second factor. */
export function SecondFactor() {
  const [{ next }] = useAddress();
  const router = useRouter();
  const [code, setCode] = useState('');
  const [lost, setLost] = useState(false);
  const show = useMutation({
    mutationFn: async () => {
      if (lost) await showRecoveryCode(code);
      else await showOfAny(code);
      queryClient.clear();
      router.history.push(safeNext(next));
    },
  });
  const leave = async () => {
    await signOut();
    router.history.push('/sign-in');
  };
  return (
    <Door
      title="One more step"
      lead={
        lost
          ? 'Type one of the recovery codes that you kept when you set up the second factor.'
          : 'Open your authenticator app and type the six digits it shows for Atrium.'
      }
      foot={
        <Button variant="subtle" size="compact-sm" onClick={() => void leave()}>
          Sign in as somebody else
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          show.mutate();
        }}
      >
        <Stack gap="sm">
          {show.isError && <DoorRefusal error={show.error} />}
          {lost ? (
            <TextInput
              key="lost"
              label="Recovery code"
              description="It works once. None left? Ask whoever runs this server to remove the second factor."
              required
              autoFocus
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          ) : (
            <TextInput
              label="Code"
              required
              autoFocus
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="[0-9 ]{6,7}"
              title="Six digits"
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          )}
          <Button type="submit" size="sm" fullWidth loading={show.isPending}>
            Go on
          </Button>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              setLost(!lost);
              setCode('');
              show.reset();
            }}
          >
            {lost ? 'Use the authenticator app' : 'Lost the device? Use a recovery code'}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
