import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { SecretOnce } from '@/components/feedback/SecretOnce';
import { Waiting } from '@/components/feedback/Waiting';
import { Section } from '@/components/Page';
import { State, type Tone } from '@/components/State';
import { When } from '@/components/When';
import { dataOf } from '@/lib/refusal';
import { roleNames, useMay, type Role } from '@/lib/session';
import { config, supabase } from '@/lib/data/supabase';
import { done, refused } from '@/lib/toast';
import classes from '../settings/Settings.module.css';
import {
  clientNames,
  invitations,
  linkOf,
  sentWords,
  stateOf,
  type InvitationRow,
  type InvitationState,
} from './invitations';
import { InviteForm } from './InviteForm';

const states: Record<InvitationState, { word: string; tone: Tone }> = {
  open: { word: 'Open', tone: 'blue' },
  used: { word: 'Accepted', tone: 'green' },
  expired: { word: 'Expired', tone: 'amber' },
  revoked: { word: 'Withdrawn', tone: 'grey' },
};

type Link = { email: string; token: string };

export function Invitations() {
  const query = useQuery(invitations);
  const may = useMay();
  const [link, setLink] = useState<Link | undefined>(undefined);
  return (
    <>
      {may('invitations:insert') && (
        <Section title="Invite a person">
          {link !== undefined && (
            <SecretOnce secret={linkOf(link.token)} onClose={() => setLink(undefined)}>
              {sentWords(link.email, config.mail)}
            </SecretOnce>
          )}
          <InviteForm onInvited={setLink} />
        </Section>
      )}
      <Section title="Invitations">
        {query.isPending && <Waiting />}
        {query.isError && (
          <Failure error={query.error} what="Invitations can’t be shown" onRetry={() => void query.refetch()} />
        )}
        {query.data?.length === 0 && <Empty guide="people">Nobody has been invited yet.</Empty>}
        {query.data !== undefined && query.data.length > 0 && <Table rows={query.data} onLink={setLink} />}
      </Section>
    </>
  );
}

function Table({ rows, onLink }: { rows: InvitationRow[]; onLink: (link: Link) => void }) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="All invitations">
      <table className={classes.rows}>
        <thead>
          <tr>
            <th scope="col">E-mail</th>
            <th scope="col">Role</th>
            <th scope="col">State</th>
            <th scope="col">Expires</th>
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} onLink={onLink} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, onLink }: { row: InvitationRow; onLink: (link: Link) => void }) {
  const cache = useQueryClient();
  const may = useMay();
  const clients = useQuery({ ...clientNames, enabled: row.client_id !== null }).data ?? [];
  const state = stateOf(row);
  const settle = () => cache.invalidateQueries({ queryKey: ['kernel', 'invitations'] });
  const revoke = useMutation({
    mutationFn: () => dataOf(supabase.rpc('revoke_invitation', { invitation_id: row.id })),
    onSuccess: () => done('Invitation withdrawn'),
    onError: (error) => void refused(error, 'The invitation was not withdrawn', 'invitations:update'),
    onSettled: settle,
  });
  const resend = useMutation({
    mutationFn: async () => (await dataOf(supabase.rpc('resend_invitation', { invitation_id: row.id })))[0],
    onSuccess: (fresh) => {
      if (fresh !== undefined) onLink({ email: row.email, token: fresh.token });
    },
    onError: (error) => void refused(error, 'No new link was made', 'invitations:update'),
    onSettled: settle,
  });
  return (
    <tr>
      <td>{row.email}</td>
      <td>
        {roleNames[row.role as Role]}
        {row.client_id !== null && <small>{clients.find((client) => client.id === row.client_id)?.name}</small>}
      </td>
      <td>
        <State {...states[state]} />
      </td>
      <td>
        <When at={row.expires_at} />
      </td>
      <td>
        {may('invitations:update') && (state === 'open' || state === 'expired') && (
          <Group gap="2xs" justify="flex-end" wrap="nowrap">
            <Button variant="default" size="compact-xs" loading={resend.isPending} onClick={() => resend.mutate()}>
              New link
            </Button>
            {state === 'open' && (
              <Button variant="default" size="compact-xs" loading={revoke.isPending} onClick={() => revoke.mutate()}>
                Withdraw
              </Button>
            )}
          </Group>
        )}
      </td>
    </tr>
  );
}
