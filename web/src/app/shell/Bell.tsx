import { ActionIcon, Anchor, Group, Indicator, Popover, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { AlertList } from '@/features/clients/alerts/AlertList';
import { useCounts } from '../navigation/useCounts';

/** What waits for someone to act: open alerts, the most urgent first. */
export function Bell() {
  const { alerts } = useCounts();
  const [opened, { toggle, close }] = useDisclosure(false);
  return (
    <Popover opened={opened} onDismiss={close} position="bottom-end" width={380} trapFocus returnFocus>
      <Indicator disabled={alerts === 0} size={8} offset={6} color="accent">
        <Popover.Target>
          <ActionIcon
            onClick={toggle}
            aria-expanded={opened}
            aria-label={alerts > 0 ? `Notifications, ${alerts} open` : 'Notifications'}
          >
            <IconBell size={18} stroke={1.6} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0} aria-label="Notifications">
        <Group justify="space-between" px="md" py="xs">
          <Text fw={600} size="sm">
            Needs attention
          </Text>
          <Anchor component={Link} to="/alerts" size="xs" onClick={close}>
            All alerts
          </Anchor>
        </Group>
        {opened && <AlertList limit={6} onOpen={close} />}
      </Popover.Dropdown>
    </Popover>
  );
}
