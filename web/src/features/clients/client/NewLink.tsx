import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dataOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';
import { refused } from '@/lib/toast';

/** Adds an address to a client's documents. */
export function NewLink({ clientId, onClose }: { clientId: string; onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [url, setUrl] = useState('https://');
  const add = useMutation({
    mutationFn: () =>
      dataOf(
        supabase.from('documents').insert({ client_id: clientId, name: name.trim(), url: url.trim() }).select('id'),
      ),
    onSuccess: onClose,
    onError: (error) => void refused(error, 'The link was not added', 'documents:insert'),
    onSettled: () => client.invalidateQueries({ queryKey: ['clients', 'documents', clientId] }),
  });
  return (
    <form
      aria-label="New link"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Stack gap="xs" pb="md">
        <TextInput
          label="Name"
          required
          autoFocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="Address"
          type="url"
          required
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={add.isPending}>
            Add link
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
