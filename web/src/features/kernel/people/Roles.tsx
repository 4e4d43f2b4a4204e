import { Popover, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Section } from '@/components/Page';
import { wordOf } from '@/lib/words/format';
import { roleNames, roleOrder, useRoleMatrix, type Role } from '@/lib/session';
import settings from '../settings/Settings.module.css';
import { inWords, matching, matrixOf, rightName, type Cell, type Resource } from './matrix';
import classes from './Roles.module.css';

/** As many things as a search may find and still show with all their rights. */
const fewEnoughToOpen = 5;

/** Role by right, read from the rows that the policies are checked against; a cell says the rule in words. */
export function Roles() {
  const query = useRoleMatrix();
  const [find, setFind] = useState('');
  if (query.isPending) return <Waiting lines={12} />;
  if (query.isError) {
    return <Failure error={query.error} what="The roles can’t be shown" onRetry={() => void query.refetch()} />;
  }
  const found = matching(matrixOf(query.data), find);
  return (
    <Section title="Roles">
      <p className={settings.fine}>
        What each role may do. The database checks these very rules with every request; a filled mark reaches
        everything, a half one only some of it. Open a mark to read the rule.
      </p>
      <TextInput
        className={classes.find}
        aria-label="Find a right"
        placeholder="Tickets, approve, …"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={find}
        onChange={(event) => setFind(event.currentTarget.value)}
      />
      <div className={classes.frame} tabIndex={0} role="region" aria-label="Rights by role">
        <table className={classes.matrix}>
          <thead>
            <tr>
              <th scope="col">Right</th>
              {roleOrder.map((role) => (
                <th key={role} scope="col">
                  {roleNames[role]}
                </th>
              ))}
            </tr>
          </thead>
          {found.map((one) => (
            <Rights key={one.resource} of={one} open={found.length <= fewEnoughToOpen} />
          ))}
        </table>
        {found.length === 0 && <p className={settings.fine}>No right is called “{find}”.</p>}
      </div>
    </Section>
  );
}

/** One thing's name, which shows and hides its rights. */
function Rights({ of: { resource, actions }, open }: { of: Resource; open: boolean }) {
  const [toggled, setToggled] = useState(false);
  const shown = open !== toggled;
  return (
    <tbody>
      <tr className={classes.resource}>
        <th scope="rowgroup" colSpan={roleOrder.length + 1}>
          <UnstyledButton
            className={classes.name}
            aria-expanded={shown}
            onClick={() => setToggled((before) => !before)}
          >
            <IconChevronRight size={14} aria-hidden data-open={shown} />
            {wordOf(resource)}
          </UnstyledButton>
        </th>
      </tr>
      {shown &&
        actions.map(({ action, reaches }) => (
          <tr key={action}>
            <th scope="row">{rightName(action)}</th>
            {roleOrder.map((role) => (
              <td key={role}>
                <Mark cell={{ role, resource, action, reach: reaches.get(role) }} />
              </td>
            ))}
          </tr>
        ))}
    </tbody>
  );
}

function Mark({ cell }: { cell: Cell & { role: Role } }) {
  if (cell.reach === undefined) {
    return (
      <span className={classes.none}>
        <span aria-hidden>·</span>
        <span className="sr-only">no</span>
      </span>
    );
  }
  const words = inWords(cell);
  return (
    <Popover width={260} position="top" withArrow>
      <Popover.Target>
        <UnstyledButton className={classes.mark} data-reach={cell.reach} aria-label={words}>
          <i aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm">{words}</Text>
      </Popover.Dropdown>
    </Popover>
  );
}
