import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';

type Props = {
  opened: boolean;
  title: string;
  name: string;
  verb: string;
  busy: boolean;
  children?: ReactNode;
  onClose: () => void;
  onConfirm: () => void;
};

/** For what can't be undone: asks for the name of the thing. */
export function NameToConfirm({ opened, title, name, verb, busy, children, onClose, onConfirm }: Props) {
  const [typed, setTyped] = useState('');
  const matches = typed.trim().toLowerCase() === name.trim().toLowerCase();
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (matches) onConfirm();
        }}
      >
        <Stack gap="sm">
          <Text size="sm">This can’t be undone.</Text>
          {children}
          <TextInput
            label={`Type “${name}” to go on`}
            value={typed}
            data-autofocus
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color="red" disabled={!matches} loading={busy}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
