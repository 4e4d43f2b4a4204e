import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** One sentence on what lives here, and one action. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <Stack align="flex-start" gap="sm" p="lg" maw="60ch" data-empty>
      <Text c="dimmed" size="sm">
        {children}
      </Text>
      {action}
    </Stack>
  );
}
