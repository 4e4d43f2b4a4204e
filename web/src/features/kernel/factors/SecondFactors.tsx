import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Section } from '@/components/Page';
import { When } from '@/components/When';
import { done, refused } from '@/lib/toast';
import classes from '../settings/Settings.module.css';
import { factors, remove } from './factors';
import { NewFactor } from './NewFactor';
import { makeCodes } from './recovery';
import { RecoveryCodes } from './RecoveryCodes';

/** The second factor of one's own account. */
export function SecondFactors() {
  const client = useQueryClient();
  const query = useQuery(factors);
  const [adding, setAdding] = useState(false);
  const take = useMutation({
    mutationFn: remove,
    onSuccess: () => done('Second factor removed'),
    onError: (error) => void refused(error, 'The second factor was not removed'),
    onSettled: () => {
      // the codes go with the last factor
      void client.invalidateQueries({ queryKey: ['kernel', 'recovery-codes'] });
      return client.invalidateQueries({ queryKey: ['kernel', 'factors'] });
    },
  });
  const make = useMutation({
    mutationFn: makeCodes,
    onError: (error) => void refused(error, 'No recovery codes were made'),
    onSettled: () => client.invalidateQueries({ queryKey: ['kernel', 'recovery-codes'] }),
  });
  if (query.isPending) return <Waiting />;
  if (query.isError)
    return (
      <Failure error={query.error} what="Your second factor can’t be shown" onRetry={() => void query.refetch()} />
    );
  const isFirst = query.data.length === 0;
  return (
    <>
      <Section title="Second factor">
        <p className={classes.fine}>
          {isFirst
            ? 'A code from an app on your phone, asked for after your password: the password alone lets nobody in.'
            : 'After your password you are asked for a code of one of these.'}
        </p>
        {!isFirst && (
          <table className={classes.rows}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Since</th>
                <th scope="col">
                  <span className="sr-only">Remove</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {query.data.map((one) => (
                <tr key={one.id}>
                  <td>{one.friendly_name ?? 'Authenticator'}</td>
                  <td>
                    <When at={one.created_at} />
                  </td>
                  <td>
                    <Button
                      variant="default"
                      size="compact-xs"
                      loading={take.isPending}
                      onClick={() => take.mutate(one.id)}
                    >
                      Remove
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {adding ? (
          <NewFactor
            taken={query.data.map((one) => one.friendly_name ?? '')}
            onConfirmed={() => {
              if (isFirst) make.mutate();
            }}
            onEnd={() => setAdding(false)}
          />
        ) : (
          <Group mt="md">
            <Button onClick={() => setAdding(true)}>{isFirst ? 'Set up' : 'Add another'}</Button>
          </Group>
        )}
      </Section>
      {!isFirst && <RecoveryCodes make={make} />}
    </>
  );
}
