import { Button, Group, Menu, Popover, Stack, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { Face } from '@/components/Person';
import { useStaff } from '@/lib/data/people';
import { useMay } from '@/lib/session';
import { useAlertChange, type Alert } from './alerts';

const naps = [
  ['tomorrow', 1],
  ['in three days', 3],
  ['in a week', 7],
  ['in a month', 30],
] as const;

const inDays = (days: number): string => {
  const date = new Date();
  date.setDate(date.getDate() + days);
  date.setHours(9, 0, 0, 0);
  return date.toISOString();
};

/** What can be done about an alert; nothing is shown to who may only read. */
export function AlertActions({ alert }: { alert: Alert }) {
  const may = useMay();
  const change = useAlertChange();
  const full = may('alerts:update');
  if (!full && !may('alerts:acknowledge')) return null;
  if (alert.status === 'resolved') {
    return (
      full && (
        <Group>
          <Button
            variant="default"
            onClick={() =>
              change({
                alert,
                patch: { status: 'open', resolution: null, snoozed_until: null },
                said: 'Alert opened again',
              })
            }
          >
            Open again
          </Button>
        </Group>
      )
    );
  }
  return (
    <Group gap="xs">
      {full && <Resolve alert={alert} />}
      {alert.status === 'open' && (
        <Button
          variant="default"
          onClick={() => change({ alert, patch: { status: 'acknowledged' }, said: 'Alert acknowledged' })}
        >
          Acknowledge
        </Button>
      )}
      <Menu width={180}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} />}>
            Snooze
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {naps.map(([label, days]) => (
            <Menu.Item
              key={label}
              onClick={() =>
                change({
                  alert,
                  patch: { status: 'acknowledged', snoozed_until: inDays(days) },
                  said: `Alert comes back ${label}`,
                })
              }
            >
              Comes back {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {full && <Assign alert={alert} />}
    </Group>
  );
}

function Assign({ alert }: { alert: Alert }) {
  const staff = useStaff();
  const change = useAlertChange();
  return (
    <Menu width={240}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} />}>
          Assign
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        <Menu.Item onClick={() => change({ alert, patch: { assignee_id: null }, said: 'Nobody is assigned' })}>
          Nobody
        </Menu.Item>
        {staff.map((one) => (
          <Menu.Item
            key={one.id}
            leftSection={<Face name={one.name} photo={one.photo} />}
            onClick={() => change({ alert, patch: { assignee_id: one.id }, said: `Assigned to ${one.name}` })}
          >
            {one.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Resolve({ alert }: { alert: Alert }) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const [how, setHow] = useState('');
  const change = useAlertChange();
  return (
    <Popover opened={opened} onDismiss={close} trapFocus returnFocus width={320} position="bottom-start">
      <Popover.Target>
        <Button onClick={toggle}>Resolve alert</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            close();
            change({
              alert,
              patch: { status: 'resolved', resolution: how.trim() || null, snoozed_until: null },
              said: 'Alert resolved',
            });
          }}
        >
          <Stack gap="xs">
            <Textarea
              label="What was done (optional)"
              autosize
              minRows={2}
              maxRows={6}
              value={how}
              data-autofocus
              onChange={(event) => setHow(event.currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button type="submit">Resolve</Button>
            </Group>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
