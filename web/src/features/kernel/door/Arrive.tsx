import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Waiting } from '@/components/feedback/Waiting';
import { safeNext } from '@/lib/address';
import { useAddress } from '@/lib/useAddress';
import { arrival } from './arrival';
import { Door, DoorRefusal } from './Door';

/** Where links of mails and other places to sign in lead back to: takes up the session and goes on. */
export function Arrive() {
  const [{ next }] = useAddress();
  const router = useRouter();
  const query = useQuery(arrival);
  if (query.isPending) return <Waiting />;
  if (query.isError) {
    return (
      <Door title="You are not signed in" foot={<Link to="/sign-in">Back to sign in</Link>}>
        <DoorRefusal error={query.error} />
      </Door>
    );
  }
  if (query.data.waits) {
    return (
      <Door title="One of two is confirmed" lead="Now open the link in the mail to the other address.">
        <Button size="sm" fullWidth onClick={() => router.history.push(safeNext(next))}>
          Go on
        </Button>
      </Door>
    );
  }
  if (query.data.half) return <Navigate to="/second-factor" search={next === undefined ? {} : { next }} replace />;
  return <Onward to={safeNext(next)} />;
}

/** Goes on to an address with all that stands behind its question mark. */
function Onward({ to }: { to: string }) {
  const router = useRouter();
  useEffect(() => router.history.replace(to), [router, to]);
  return <Waiting />;
}
