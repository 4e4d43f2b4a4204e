import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { dayOf } from '@/lib/words/format';
import { queryClient } from '@/lib/data/query';
import { dataOf, refusalOf } from '@/lib/refusal';
import { roleNames, type Role } from '@/lib/session';
import { supabase } from '@/lib/data/supabase';
import { Door, DoorRefusal } from './Door';
import { Providers } from './Providers';

const invitation = (token: string) =>
  queryOptions({
    queryKey: ['kernel', 'invitation', token],
    queryFn: async () => (await dataOf(supabase.rpc('invitation_by_token', { token })))[0] ?? null,
    retry: false,
  });

/** The address of whoever is signed in in this browser. */
const signedIn = queryOptions({
  queryKey: ['kernel', 'signed-in'],
  queryFn: async () => (await supabase.auth.getSession()).data.session?.user.email?.toLowerCase() ?? null,
});

/** Takes the invitation up as whoever is signed in, and goes over to its agency. */
async function join(token: string): Promise<void> {
  const agency = await dataOf(supabase.rpc('accept_invitation', { token }));
  await dataOf(supabase.rpc('switch_agency', { agency_id: agency }));
  await supabase.auth.refreshSession();
}

const closed: Record<string, [title: string, text: string]> = {
  used: ['This invitation was used', 'It has already been accepted. Sign in with the account it was made for.'],
  expired: ['This invitation has expired', 'Ask the person who invited you to send it again: that makes a new link.'],
  revoked: ['This invitation was withdrawn', 'Ask whoever runs the agency if you think that is a mistake.'],
  unknown: ['This invitation is not known', 'Check that the whole link was copied, or ask for a new one.'],
};

export function Invitation() {
  const { token } = useParams({ strict: false }) as { token: string };
  const query = useQuery(invitation(token));
  const here = useQuery(signedIn);
  if (query.isPending) return <Waiting />;
  if (query.isError && refusalOf(query.error).code !== 'ATINV') {
    return (
      <main>
        <Failure error={query.error} what="The invitation can’t be shown" onRetry={() => void query.refetch()} />
      </main>
    );
  }
  const data = query.data ?? undefined;
  if (data === undefined || data.state !== 'open') {
    const [title, text] = closed[data?.state ?? 'unknown'] ?? closed['unknown'] ?? ['', ''];
    return (
      <Door title={title} lead={text} foot={<Link to="/sign-in">Go to sign in</Link>}>
        <span />
      </Door>
    );
  }
  const role = roleNames[data.role as Role].toLowerCase();
  const lead =
    data.client_name === null
      ? `As ${role}. The invitation is for ${data.email} and holds until ${dayOf(data.expires_at)}.`
      : `For ${data.client_name}. The invitation is for ${data.email} and holds until ${dayOf(data.expires_at)}.`;
  return (
    <Door title={`Join ${data.agency_name}`} lead={lead}>
      {here.data === data.email.toLowerCase() ? (
        <Join token={token} />
      ) : (
        <>
          <Accept token={token} email={data.email} name={data.full_name ?? ''} hasAccount={data.has_account} />
          <Providers next={`/invite/${token}`} />
        </>
      )}
    </Door>
  );
}

/** For who is signed in with the invited address already. */
function Join({ token }: { token: string }) {
  const navigate = useNavigate();
  const accept = useMutation({
    mutationFn: async () => {
      await join(token);
      queryClient.clear();
      await navigate({ to: '/' });
    },
  });
  return (
    <Stack gap="sm">
      {accept.isError && <DoorRefusal error={accept.error} />}
      <Button size="sm" fullWidth loading={accept.isPending} onClick={() => accept.mutate()}>
        Join the agency
      </Button>
    </Stack>
  );
}

type Props = { token: string; email: string; name: string; hasAccount: boolean };

function Accept({ token, email, name, hasAccount }: Props) {
  const navigate = useNavigate();
  const [fullName, setFullName] = useState(name);
  const [password, setPassword] = useState('');
  const accept = useMutation({
    mutationFn: async () => {
      if (hasAccount) {
        const { error } = await supabase.auth.signInWithPassword({ email, password });
        if (error !== null) throw refusalOf(error);
        await join(token);
      } else {
        const data = { full_name: fullName.trim(), invitation_token: token };
        const { error } = await supabase.auth.signUp({ email, password, options: { data } });
        if (error !== null) throw refusalOf(error);
      }
      queryClient.clear();
      await navigate({ to: '/' });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        accept.mutate();
      }}
    >
      <Stack gap="sm">
        {accept.isError && <DoorRefusal error={accept.error} />}
        {hasAccount && <Text size="sm">You already have an account with this e-mail. Sign in with it to join.</Text>}
        <TextInput label="E-mail" value={email} readOnly autoComplete="username" />
        {!hasAccount && (
          <TextInput
            label="Your name"
            required
            autoComplete="name"
            value={fullName}
            onChange={(event) => setFullName(event.currentTarget.value)}
          />
        )}
        <PasswordInput
          label={hasAccount ? 'Password' : 'Choose a password'}
          required
          value={password}
          minLength={hasAccount ? 1 : 8}
          autoComplete={hasAccount ? 'current-password' : 'new-password'}
          autoFocus
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
          {...(hasAccount ? {} : { description: 'At least 8 characters. Long beats complicated.' })}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" fullWidth loading={accept.isPending}>
          Join the agency
        </Button>
      </Stack>
    </form>
  );
}
