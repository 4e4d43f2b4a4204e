import { Button, Group } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Section } from '@/components/Page';
import { State } from '@/components/State';
import { When } from '@/components/When';
import { dataOf, refusalOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';
import { done, refused } from '@/lib/toast';
import classes from '../settings/Settings.module.css';
import { deviceOf } from './device';

const sessions = queryOptions({
  queryKey: ['kernel', 'sessions'],
  queryFn: ({ signal }) => dataOf(supabase.rpc('my_sessions').abortSignal(signal)),
});

/** Where I am signed in; ending a session takes effect with its next request. */
export function Sessions() {
  const client = useQueryClient();
  const query = useQuery(sessions);
  const end = useMutation({
    mutationFn: (id: string) => dataOf(supabase.rpc('revoke_session', { id })),
    onSuccess: () => done('Session ended'),
    onError: (error) => void refused(error, 'The session was not ended'),
    onSettled: () => client.invalidateQueries({ queryKey: ['kernel', 'sessions'] }),
  });
  const endOthers = useMutation({
    mutationFn: async () => {
      const { error } = await supabase.auth.signOut({ scope: 'others' });
      if (error !== null) throw refusalOf(error);
    },
    onSuccess: () => done('All other sessions ended'),
    onError: (error) => void refused(error, 'The other sessions were not ended'),
    onSettled: () => client.invalidateQueries({ queryKey: ['kernel', 'sessions'] }),
  });
  if (query.isPending) return <Waiting />;
  if (query.isError)
    return <Failure error={query.error} what="Your sessions can’t be shown" onRetry={() => void query.refetch()} />;
  return (
    <Section title="Your sessions">
      <p className={classes.fine}>
        A session you don’t know: end it, then <Link to="/settings/access">change your password</Link>.
      </p>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="Sessions">
        <table className={classes.rows}>
          <thead>
            <tr>
              <th scope="col">Device</th>
              <th scope="col">Address</th>
              <th scope="col">Since</th>
              <th scope="col">Last seen</th>
              <th scope="col">
                <span className="sr-only">End</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {query.data.map((one) => (
              <tr key={one.id}>
                <td>{deviceOf(one.user_agent)}</td>
                <td>{one.ip ?? '–'}</td>
                <td>
                  <When at={one.created_at} />
                </td>
                <td>
                  <When at={one.refreshed_at ?? one.created_at} />
                </td>
                <td>
                  {one.is_current ? (
                    <State tone="green" word="This one" />
                  ) : (
                    <Button variant="default" size="compact-xs" onClick={() => end.mutate(one.id)}>
                      End session
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {query.data.length > 1 && (
        <Group mt="md">
          <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            End all other sessions
          </Button>
        </Group>
      )}
    </Section>
  );
}
