import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty } from '@/components/feedback/Empty';
import { Page } from '@/components/Page';

/** The same words for what is not there and for what is not yours. */
export function NotFound() {
  return (
    <Page crumbs={[{ label: 'Not found' }]}>
      <NothingHere />
    </Page>
  );
}

/** The words alone, within a page that stands already. */
export function NothingHere() {
  return (
    <Empty
      action={
        <Button component={Link} to="/" variant="default">
          Go home
        </Button>
      }
    >
      There is nothing at this address, or it is not yours to see. If a colleague sent it, ask them for access.
    </Empty>
  );
}
