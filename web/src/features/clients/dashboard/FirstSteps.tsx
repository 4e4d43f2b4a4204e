import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty } from '@/components/feedback/Empty';
import { useMay } from '@/lib/session';
import classes from './Dashboard.module.css';

/** What Home shows before there is a client: how to begin, for whoever may. */
export function FirstSteps() {
  const may = useMay();
  const mayAdd = may('clients:insert');
  return (
    <section className={classes.panel} aria-label="First steps">
      <Empty
        guide="clients"
        action={
          <Group gap="xs">
            {mayAdd && (
              <Button component={Link} to="/clients/new">
                Add a client
              </Button>
            )}
            {mayAdd && (
              <Button component={Link} to="/clients/import" variant="default">
                Import clients
              </Button>
            )}
            {may('invitations:insert') && (
              <Button component={Link} to="/settings/invitations" variant="default">
                Invite people
              </Button>
            )}
          </Group>
        }
      >
        {mayAdd
          ? 'There are no clients yet. Once there are, this page says how they are and what needs you.'
          : 'You see no clients yet. Once you do, this page says how they are and what needs you.'}
      </Empty>
    </section>
  );
}
