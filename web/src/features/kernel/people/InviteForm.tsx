import { Alert, Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dataOf, refusalOf } from '@/lib/refusal';
import { roleNames, useMe } from '@/lib/session';
import { supabase } from '@/lib/data/supabase';
import { RequestId } from '@/lib/toast';
import classes from '../settings/Settings.module.css';
import { clientNames } from './invitations';
import { grantable } from './members';

type Invited = { email: string; token: string };

/** Who, as what, and for contact users of which client. */
export function InviteForm({ onInvited }: { onInvited: (invited: Invited) => void }) {
  const me = useMe();
  const cache = useQueryClient();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState('account');
  const [client, setClient] = useState<string | null>(null);
  const clients = useQuery({ ...clientNames, enabled: role === 'customer' }).data ?? [];
  const invite = useMutation({
    mutationFn: async () => {
      const asked = {
        email: email.trim(),
        role,
        ...(role === 'customer' && client !== null ? { client_id: client } : {}),
        ...(name.trim() === '' ? {} : { full_name: name.trim() }),
      };
      return (await dataOf(supabase.rpc('invite_member', asked)))[0];
    },
    onSuccess: (invited) => {
      if (invited === undefined) return;
      onInvited({ email: email.trim(), token: invited.token });
      setEmail('');
      setName('');
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['kernel', 'invitations'] }),
  });
  const refusal = invite.isError ? refusalOf(invite.error) : undefined;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        invite.mutate();
      }}
    >
      <Stack gap="sm" mt="xs">
        {refusal !== undefined && (
          <Alert color="red" variant="light" role="alert">
            {[refusal.message, refusal.hint].filter(Boolean).join(' ')}
            {refusal.requestId !== undefined && (
              <div>
                <RequestId id={refusal.requestId} />
              </div>
            )}
          </Alert>
        )}
        <TextInput
          label="E-mail"
          type="email"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <TextInput label="Name (optional)" value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Select
          label="Role"
          allowDeselect={false}
          value={role}
          onChange={(value) => setRole(value ?? 'account')}
          data={grantable(me.role).map((value) => ({ value, label: roleNames[value] }))}
        />
        {role === 'customer' && (
          <Select
            label="Client"
            description="The one company this person will see"
            required
            searchable
            value={client}
            onChange={setClient}
            data={clients.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        <Group>
          <Button type="submit" loading={invite.isPending} disabled={role === 'customer' && client === null}>
            Make invitation
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
