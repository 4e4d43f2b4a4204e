import { notifications } from '@mantine/notifications';
import { Anchor, Group, Stack, Text } from '@mantine/core';
import { refusalOf } from './refusal';
import { whoCould } from './session';

/** Says that something was done, with a way back where there is one. */
export function done(message: string, undo?: () => void): void {
  const id = notifications.show({
    message:
      undo === undefined ? (
        message
      ) : (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{message}</Text>
          <Anchor
            component="button"
            size="sm"
            fw={500}
            onClick={() => {
              notifications.hide(id);
              undo();
            }}
          >
            Undo
          </Anchor>
        </Group>
      ),
    autoClose: undo === undefined ? 4000 : 10_000,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Hide' },
    color: 'accent',
  });
}

/** Says why something was not done, who could do it, and the request id to copy. */
export async function refused(error: unknown, what: string, right?: string): Promise<void> {
  const refusal = refusalOf(error);
  const who = refusal.ofRight && right !== undefined ? await whoCould(right).catch(() => undefined) : undefined;
  notifications.show({
    title: what,
    message: (
      <>
        <Text size="sm">{[refusal.message, who ?? refusal.hint].filter(Boolean).join(' ')}</Text>
        {refusal.requestId !== undefined && <RequestId id={refusal.requestId} />}
      </>
    ),
    autoClose: 12_000,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Hide' },
    color: 'red',
    role: 'alert',
  });
}

/** Says which of many were left as they are, and why. Stays until it is closed: there may be much to read. */
export function refusedSome(what: string, rows: readonly { name: string; reason: string }[]): void {
  notifications.show({
    title: what,
    message: (
      <Stack component="ul" gap="2xs" m={0} pl="md" mah={240} style={{ overflowY: 'auto' }}>
        {rows.map(({ name, reason }, at) => (
          <Text component="li" size="sm" key={at}>
            <strong>{name}</strong>: {reason}
          </Text>
        ))}
      </Stack>
    ),
    autoClose: false,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Hide' },
    color: 'red',
    role: 'alert',
  });
}

export function RequestId({ id }: { id: string }) {
  return (
    <Anchor
      component="button"
      type="button"
      size="xs"
      c="dimmed"
      onClick={() => void navigator.clipboard.writeText(id)}
    >
      Copy request id {id.slice(0, 12)}
    </Anchor>
  );
}
