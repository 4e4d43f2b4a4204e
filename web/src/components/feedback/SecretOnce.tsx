import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';

/** A link or key that can be seen now and never again. */
export function SecretOnce({ secret, children, onClose }: { secret: string; children: string; onClose: () => void }) {
  return (
    <Alert
      color="blue"
      variant="light"
      title="Copy it now: it is shown once"
      withCloseButton
      onClose={onClose}
      closeButtonLabel="Hide"
    >
      <Stack gap="xs">
        <Text size="sm">{children}</Text>
        <Group gap="xs" wrap="nowrap">
          <Code style={{ overflowWrap: 'anywhere' }} aria-label="Secret">
            {secret}
          </Code>
          <CopyButton value={secret}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
          </CopyButton>
        </Group>
      </Stack>
    </Alert>
  );
}
