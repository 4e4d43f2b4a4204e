import { Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconPlugConnectedX } from '@tabler/icons-react';
import { refusalOf } from '@/lib/refusal';
import { RequestId } from '@/lib/toast';

/** Stands where something failed: what went wrong, what to do, and the request id to copy. */
export function Failure({
  error,
  what,
  onRetry,
}: {
  error: unknown;
  what: string;
  onRetry?: (() => void) | undefined;
}) {
  const refusal = refusalOf(error);
  const Icon = refusal.code === 'offline' ? IconPlugConnectedX : IconAlertCircle;
  return (
    <Stack gap="2xs" p="lg" role="alert" align="flex-start" maw="60ch">
      <Group gap="xs">
        <Icon size={18} stroke={1.7} aria-hidden />
        <Text fw={600}>{what}</Text>
      </Group>
      <Text c="dimmed" size="sm">
        {[refusal.message, refusal.hint].filter(Boolean).join(' ')}
      </Text>
      <Group gap="sm" mt="xs">
        {onRetry !== undefined && (
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
        {refusal.requestId !== undefined && <RequestId id={refusal.requestId} />}
      </Group>
    </Stack>
  );
}
