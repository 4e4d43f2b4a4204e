import { Select, Text } from '@mantine/core';
import { useState } from 'react';
import { NameToConfirm } from '@/components/feedback/NameToConfirm';
import { useStaff, type PersonRow } from '@/lib/data/people';
import { dataOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';
import { useMemberChange } from './members';

/** Takes someone out of the agency at once, and hands what they own to a colleague. */
export function RemoveMember({ person, onClose }: { person: PersonRow; onClose: () => void }) {
  const staff = useStaff().filter((one) => one.id !== person.id);
  const [heir, setHeir] = useState<string | null>(null);
  const change = useMemberChange();
  const remove = () =>
    change.mutate(
      {
        send: () =>
          dataOf(
            supabase.rpc('remove_member', { user_id: person.id, ...(heir === null ? {} : { reassign_to: heir }) }),
          ),
        said: `${person.name} was removed`,
        what: `${person.name} was not removed`,
      },
      { onSuccess: onClose },
    );
  return (
    <NameToConfirm
      opened
      title={`Remove ${person.name}`}
      name={person.name}
      verb="Remove member"
      busy={change.isPending}
      onClose={onClose}
      onConfirm={remove}
    >
      <Text size="sm">Their access ends with their next click. What they wrote stays.</Text>
      {person.role !== 'customer' && (
        <Select
          label="Clients they own go to"
          placeholder="Nobody"
          clearable
          searchable
          value={heir}
          onChange={setHeir}
          clearButtonProps={{ 'aria-label': 'Clear the heir' }}
          data={staff.map((one) => ({ value: one.id, label: one.name }))}
        />
      )}
    </NameToConfirm>
  );
}
