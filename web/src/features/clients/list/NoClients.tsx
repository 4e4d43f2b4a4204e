import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty } from '@/components/feedback/Empty';
import { useMay } from '@/lib/session';
import { useAddress } from '@/lib/useAddress';

/** Stands where clients would: none yet, or none that the filters let through. */
export function NoClients() {
  const may = useMay();
  const [search, change] = useAddress();
  const filtered = Object.keys(search).some(
    (key) => !['layout', 'cols', 'sort'].includes(key) && search[key] !== undefined,
  );
  if (filtered) {
    return (
      <Empty
        action={
          <Button
            variant="default"
            onClick={() => change(Object.fromEntries(Object.keys(search).map((key) => [key, undefined])))}
          >
            Show all clients
          </Button>
        }
      >
        No client matches these filters.
      </Empty>
    );
  }
  return (
    <Empty
      guide="clients"
      {...(may('clients:insert')
        ? {
            action: (
              <Button component={Link} to="/clients/new">
                Add a client
              </Button>
            ),
          }
        : {})}
    >
      The companies your agency works for live here.
    </Empty>
  );
}
