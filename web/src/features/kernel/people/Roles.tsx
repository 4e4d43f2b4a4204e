import { Popover, Text, UnstyledButton } from '@mantine/core';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Section } from '@/components/Page';
import { wordOf } from '@/lib/words/format';
import { roleNames, roleOrder, useRoleMatrix, type Role } from '@/lib/session';
import settings from '../settings/Settings.module.css';
import { inWords, matrixOf, rightName, type Cell } from './matrix';
import classes from './Roles.module.css';

/** Role by right, read from the rows that the policies are checked against; a cell says the rule in words. */
export function Roles() {
  const query = useRoleMatrix();
  if (query.isPending) return <Waiting lines={12} />;
  if (query.isError) {
    return <Failure error={query.error} what="The roles can’t be shown" onRetry={() => void query.refetch()} />;
  }
  const resources = matrixOf(query.data);
  return (
    <Section title="Roles">
      <p className={settings.fine}>
        What each role may do. The database checks these very rules with every request; a filled mark reaches
        everything, a half one only some of it. Open a mark to read the rule.
      </p>
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
          {resources.map(({ resource, actions }) => (
            <tbody key={resource}>
              <tr className={classes.resource}>
                <th scope="rowgroup" colSpan={roleOrder.length + 1}>
                  {wordOf(resource)}
                </th>
              </tr>
              {actions.map(({ action, reaches }) => (
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
          ))}
        </table>
      </div>
    </Section>
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
