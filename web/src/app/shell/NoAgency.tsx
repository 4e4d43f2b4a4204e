import { Button, Center, Group, Stack, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { signOut, useMe } from '@/lib/session';
import { NewAgency } from '../navigation/NewAgency';

/** Signed in, but no agency has this person as a member (any more). */
export function NoAgency() {
  const me = useMe();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack gap="sm" maw="44ch">
        <Title order={1}>You are in no agency</Title>
        <Text c="dimmed">
          {me.user.email} is not an active member anywhere. Open your invitation link again, ask whoever runs your
          agency, or start one of your own.
        </Text>
        <Group gap="xs">
          <Button onClick={() => setAdding(true)}>Create agency</Button>
          <Button variant="default" onClick={() => void signOut().then(() => navigate({ to: '/sign-in' }))}>
            Sign out
          </Button>
        </Group>
        <NewAgency opened={adding} onClose={() => setAdding(false)} />
      </Stack>
    </Center>
  );
}
