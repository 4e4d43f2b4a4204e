import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { dataOf, refusalOf } from '@/lib/refusal';
import { switchAgency } from '@/lib/session';
import { supabase } from '@/lib/data/supabase';

/** A second agency for the same person, who becomes its owner. */
export function NewAgency({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: async () => {
      const agency = await dataOf(supabase.rpc('create_agency', { name: name.trim() }));
      await switchAgency(agency.id);
    },
  });
  return (
    <Modal opened={opened} onClose={onClose} title="New agency" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            It starts empty, with you as its owner. Nothing is shared between agencies.
          </Text>
          <TextInput
            label="Name"
            required
            data-autofocus
            value={name}
            autoComplete="organization"
            error={create.isError ? refusalOf(create.error).message : undefined}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending} disabled={name.trim() === ''}>
              Create agency
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
