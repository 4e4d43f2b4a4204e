import { Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useReason } from '@/components/feedback/useReason';
import { plural } from '@/lib/words/format';
import { useMay } from '@/lib/session';
import { HealthState, OwnerCell, StageCell, StatusCell } from '../cells';
import { clearHealth, setHealth, useClientChange } from '../changes';
import type { Overview } from '../overview';
import { choicesOf, healths } from '../words';
import classes from './Client.module.css';

/** Name, code and state, each changed where it stands. */
export function Header({ client }: { client: Overview }) {
  return (
    <header className={classes.header}>
      <div>
        <h2>{client.name}</h2>
        <span>{client.code}</span>
      </div>
      <div className={classes.state}>
        <HealthState client={client} />
        <span>
          <span className={classes.quiet}>Status</span> <StatusCell client={client} />
        </span>
        <span>
          <span className={classes.quiet}>Stage</span> <StageCell client={client} />
          <span className={classes.quiet}>for {plural(client.days_in_stage, 'day')}</span>
        </span>
        <span>
          <span className={classes.quiet}>Owner</span> <OwnerCell client={client} />
        </span>
        <HealthMenu client={client} />
      </div>
    </header>
  );
}

/** Health follows the rules; a person may overrule them and must say why. */
function HealthMenu({ client }: { client: Overview }) {
  const may = useMay();
  const change = useClientChange();
  const [ask, dialog] = useReason();
  if (!may('clients:set_health')) return null;
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <Button variant="subtle" color="gray" size="compact-xs" leftSection={<IconDots size={14} />}>
            Set health
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {choicesOf(healths).map(({ value, label: word }) => (
            <Menu.Item
              key={value}
              onClick={() =>
                ask({
                  title: `${client.name}: ${word}`,
                  label: 'Why',
                  verb: 'Set health',
                  required: true,
                  onGive: (reason) => change(setHealth(client.id, value, reason)),
                })
              }
            >
              {word}…
            </Menu.Item>
          ))}
          {client.health_is_manual && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={() => change(clearHealth(client.id))}>Let the rules decide</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  );
}
