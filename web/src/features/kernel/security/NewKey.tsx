import { Button, Group, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dataOf } from '@/lib/refusal';
import { roleNames, roleOrder, useMe } from '@/lib/session';
import { supabase } from '@/lib/data/supabase';
import { refused } from '@/lib/toast';

const lives = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'never', label: 'Never' },
];

/** A name, a role and an end; the key itself is shown once by whoever asked. */
export function NewKey({ onMade }: { onMade: (secret: string) => void }) {
  const me = useMe();
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState('member');
  const [life, setLife] = useState('90');
  const roles = roleOrder.filter(
    (one) => one !== 'customer' && one !== 'owner' && (me.role === 'owner' || me.role === 'admin'),
  );
  const make = useMutation({
    mutationFn: async () => {
      const ends =
        life === 'never' ? {} : { expires_at: new Date(Date.now() + Number(life) * 86_400_000).toISOString() };
      return (await dataOf(supabase.rpc('create_api_key', { name: name.trim(), role, ...ends })))[0];
    },
    onSuccess: (made) => {
      if (made !== undefined) onMade(made.key);
      setName('');
    },
    onError: (error) => void refused(error, 'No key was made', 'api_keys:insert'),
    onSettled: () => cache.invalidateQueries({ queryKey: ['kernel', 'api-keys'] }),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <Group gap="sm" align="flex-end" mt="xs">
        <TextInput
          label="Name"
          required
          placeholder="Nightly report"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label="Role"
          w={170}
          allowDeselect={false}
          value={role}
          onChange={(value) => setRole(value ?? 'member')}
          data={roles.map((one) => ({ value: one, label: roleNames[one] }))}
        />
        <Select
          label="Expires"
          w={140}
          allowDeselect={false}
          value={life}
          onChange={(value) => setLife(value ?? '90')}
          data={lives}
        />
        <Button type="submit" size="sm" loading={make.isPending} disabled={name.trim() === ''}>
          Make key
        </Button>
      </Group>
    </form>
  );
}
