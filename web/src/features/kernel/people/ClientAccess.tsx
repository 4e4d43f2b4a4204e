import { ActionIcon, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import type { OneOf } from '@/lib/data/catalogue';
import type { PersonRow } from '@/lib/data/people';
import { dataOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';
import { refused } from '@/lib/toast';

const accessOf = (userId: string) =>
  queryOptions({
    queryKey: ['kernel', 'client-access', userId],
    queryFn: async ({ signal }) => {
      const access = supabase.from('client_access').select('id,client_id,permission').eq('user_id', userId);
      const clients = supabase.from('clients').select('id,name').eq('is_house', false).order('name').limit(1000);
      const [given, all] = await Promise.all([
        dataOf(access.abortSignal(signal)),
        dataOf(clients.abortSignal(signal)),
      ]);
      return { given, clients: all };
    },
  });

/** Which clients someone with a limited reach sees, and where they may write. */
export function ClientAccess({ person, onClose }: { person: PersonRow; onClose: () => void }) {
  const cache = useQueryClient();
  const query = useQuery(accessOf(person.id));
  const change = useMutation({
    mutationFn: (send: () => Promise<unknown>) => send(),
    onError: (error) => void refused(error, 'The access was not changed', 'client_access:insert'),
    onSettled: () => cache.invalidateQueries({ queryKey: ['kernel', 'client-access', person.id] }),
  });
  const table = () => supabase.from('client_access');
  const give = (client_id: string) =>
    change.mutate(() => dataOf(table().insert({ user_id: person.id, client_id }).select('id')));
  const take = (id: string) => change.mutate(() => dataOf(table().delete().eq('id', id).select('id')));
  const allow = (id: string, permission: OneOf<'client_access_permission'>) =>
    change.mutate(() => dataOf(table().update({ permission }).eq('id', id).select('id')));
  const given = query.data?.given ?? [];
  const nameOf = (id: string) => query.data?.clients.find((client) => client.id === id)?.name ?? 'A client';
  const others = (query.data?.clients ?? []).filter((client) => given.every((one) => one.client_id !== client.id));
  return (
    <Modal opened onClose={onClose} title={`Clients of ${person.name}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} what="The clients can’t be shown" />}
      {query.data !== undefined && (
        <Stack gap="xs">
          <Select
            label="Add a client"
            placeholder="Search clients"
            searchable
            value={null}
            data={others.map((client) => ({ value: client.id, label: client.name }))}
            onChange={(id) => {
              if (id !== null) give(id);
            }}
          />
          {given.length === 0 && <Empty guide="people">{person.name} sees no client yet.</Empty>}
          {given.map((one) => (
            <Group key={one.id} justify="space-between" wrap="nowrap">
              <Text size="sm" truncate flex={1}>
                {nameOf(one.client_id)}
              </Text>
              <Select
                size="xs"
                w={140}
                aria-label={`Permission for ${nameOf(one.client_id)}`}
                allowDeselect={false}
                value={one.permission}
                onChange={(permission) => allow(one.id, permission ?? 'read')}
                data={[
                  { value: 'read', label: 'May read' },
                  { value: 'write', label: 'May write' },
                ]}
              />
              <ActionIcon aria-label={`Take ${nameOf(one.client_id)} away`} onClick={() => take(one.id)}>
                <IconTrash size={16} stroke={1.6} />
              </ActionIcon>
            </Group>
          ))}
        </Stack>
      )}
    </Modal>
  );
}
