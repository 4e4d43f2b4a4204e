import { ActionIcon, Group, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { InlineSelect } from '@/components/inline/InlineSelect';
import { Face } from '@/components/Person';
import { State } from '@/components/State';
import type { PersonRow } from '@/lib/data/people';
import { dataOf } from '@/lib/refusal';
import { roleNames, useMay, useMe, type Role } from '@/lib/session';
import { supabase } from '@/lib/data/supabase';
import { ClientAccess } from './ClientAccess';
import { grantable, useMemberChange, type MemberChange } from './members';
import { RemoveMember } from './RemoveMember';

const scopes = [
  { value: 'all', label: 'All clients' },
  { value: 'some', label: 'Chosen clients' },
];

const labelOf = (scope: string) => scopes.find((one) => one.value === scope)?.label ?? scope;

export function MemberRow({ person }: { person: PersonRow }) {
  const me = useMe();
  const may = useMay();
  const change = useMemberChange();
  const self = person.id === me.user.id;
  const roles = grantable(me.role);
  const editable = !self && may('memberships:update') && roles.includes(person.role);
  const setRole = (role: Role, from: Role): MemberChange => ({
    send: () => dataOf(supabase.rpc('set_member_role', { user_id: person.id, role })),
    said: `${person.name} is now ${roleNames[role].toLowerCase()}`,
    what: 'The role was not changed',
    undo: () => setRole(from, role),
  });
  const setScope = (scope: string): MemberChange => ({
    send: () => dataOf(supabase.rpc('set_member_scope', { user_id: person.id, client_scope: scope })),
    said: `${person.name} sees ${scope === 'all' ? 'all clients' : 'chosen clients only'}`,
    what: 'The reach was not changed',
  });
  return (
    <tr>
      <td>
        <Group gap="xs" wrap="nowrap">
          <Face name={person.name} photo={person.photo} size={28} />
          <span>
            {person.name}
            {self && ' (you)'}
            <small>{[person.title, person.email].filter(Boolean).join(' · ')}</small>
          </span>
        </Group>
      </td>
      <td>
        <InlineSelect
          label={`Role of ${person.name}: ${roleNames[person.role]}`}
          value={person.role}
          editable={editable && person.role !== 'customer'}
          choices={roles
            .filter((role) => role !== 'customer')
            .map((role) => ({ value: role, label: roleNames[role] }))}
          onPick={(role) => {
            if (role !== null && role !== person.role) change.mutate(setRole(role as Role, person.role));
          }}
        >
          {roleNames[person.role]}
        </InlineSelect>
      </td>
      <td>
        {person.role === 'customer' ? (
          'One client'
        ) : (
          <InlineSelect
            label={`${person.name} sees: ${labelOf(person.scope)}`}
            value={person.scope}
            choices={scopes}
            editable={editable}
            onPick={(scope) => {
              if (scope !== null && scope !== person.scope) change.mutate(setScope(scope));
            }}
          >
            {labelOf(person.scope)}
          </InlineSelect>
        )}
      </td>
      <td>
        <State
          tone={person.status === 'active' ? 'green' : 'amber'}
          word={person.status === 'active' ? 'Active' : 'Suspended'}
          quiet={person.status === 'active'}
        />
      </td>
      <td>{editable && <Actions person={person} />}</td>
    </tr>
  );
}

function Actions({ person }: { person: PersonRow }) {
  const change = useMemberChange();
  const may = useMay();
  const [asked, setAsked] = useState<'remove' | 'clients' | undefined>(undefined);
  const suspend = (): MemberChange => ({
    send: () => dataOf(supabase.rpc('suspend_member', { user_id: person.id })),
    said: `${person.name} is suspended`,
    what: 'Nobody was suspended',
    undo: restore,
  });
  const restore = (): MemberChange => ({
    send: () => dataOf(supabase.rpc('restore_member', { user_id: person.id })),
    said: `${person.name} is back`,
    what: 'Nobody was restored',
  });
  const active = person.status === 'active';
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon aria-label={`Actions for ${person.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {person.scope === 'some' && may('client_access:insert') && (
            <Menu.Item onClick={() => setAsked('clients')}>Choose clients…</Menu.Item>
          )}
          <Menu.Item onClick={() => change.mutate(active ? suspend() : restore())}>
            {active ? 'Suspend' : 'Let back in'}
          </Menu.Item>
          <Menu.Item color="red" onClick={() => setAsked('remove')}>
            Remove from the agency…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked === 'remove' && <RemoveMember person={person} onClose={() => setAsked(undefined)} />}
      {asked === 'clients' && <ClientAccess person={person} onClose={() => setAsked(undefined)} />}
    </>
  );
}
