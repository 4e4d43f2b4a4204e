import { useNetwork } from '@mantine/hooks';
import classes from './Shell.module.css';

/** Says that nothing is being saved while the network is away. */
export function Offline() {
  const { online } = useNetwork();
  if (online) return <div role="status" className="sr-only" />;
  return (
    <div className={classes.offline} role="status">
      You are offline. What you see may be old; changes are not saved.
    </div>
  );
}
