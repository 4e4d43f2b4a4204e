import { Button } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { SecretOnce } from '@/components/feedback/SecretOnce';
import { Waiting } from '@/components/feedback/Waiting';
import { Section } from '@/components/Page';
import { State } from '@/components/State';
import { When } from '@/components/When';
import { dataOf } from '@/lib/refusal';
import { roleNames, useMay, type Role } from '@/lib/session';
import { supabase } from '@/lib/data/supabase';
import { done, refused } from '@/lib/toast';
import classes from '../settings/Settings.module.css';
import { NewKey } from './NewKey';

const keys = queryOptions({
  queryKey: ['kernel', 'api-keys'],
  queryFn: async ({ signal }) =>
    dataOf(
      supabase
        .from('api_keys')
        .select('id,name,role,prefix,expires_at,last_used_at,revoked_at,created_at')
        .order('created_at', { ascending: false })
        .abortSignal(signal),
    ),
});

/** Keys for programs: each has a role and is held to the same policies as a person. */
export function Keys() {
  const may = useMay();
  const query = useQuery(keys);
  const [secret, setSecret] = useState<string | undefined>(undefined);
  return (
    <>
      {may('api_keys:insert') && (
        <Section title="New API key">
          <p className={classes.fine}>
            A program with a key may do what its role may, and the audit log names the key.
          </p>
          {secret !== undefined && (
            <SecretOnce secret={secret} onClose={() => setSecret(undefined)}>
              Give it to the program that needs it, and keep it nowhere else.
            </SecretOnce>
          )}
          <NewKey onMade={setSecret} />
        </Section>
      )}
      <Section title="API keys">
        {query.isPending && <Waiting />}
        {query.isError && (
          <Failure error={query.error} what="Keys can’t be shown" onRetry={() => void query.refetch()} />
        )}
        {query.data?.length === 0 && <Empty guide="programs">No program has access.</Empty>}
        {query.data !== undefined && query.data.length > 0 && (
          <div className={classes.scroll} tabIndex={0} role="region" aria-label="API keys">
            <table className={classes.rows}>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Role</th>
                  <th scope="col">State</th>
                  <th scope="col">Last used</th>
                  <th scope="col">
                    <span className="sr-only">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {query.data.map((row) => (
                  <Row key={row.id} row={row} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Section>
    </>
  );
}

type KeyRow = {
  id: string;
  name: string;
  role: string;
  prefix: string;
  expires_at: string | null;
  last_used_at: string | null;
  revoked_at: string | null;
};

function Row({ row }: { row: KeyRow }) {
  const cache = useQueryClient();
  const may = useMay();
  const revoke = useMutation({
    mutationFn: () => dataOf(supabase.rpc('revoke_api_key', { id: row.id })),
    onSuccess: () => done(`${row.name} no longer works`),
    onError: (error) => void refused(error, 'The key still works', 'api_keys:update'),
    onSettled: () => cache.invalidateQueries({ queryKey: ['kernel', 'api-keys'] }),
  });
  const expired = row.expires_at !== null && new Date(row.expires_at) <= new Date();
  return (
    <tr>
      <td>
        {row.name}
        <small>{row.prefix}…</small>
      </td>
      <td>{roleNames[row.role as Role]}</td>
      <td>
        {row.revoked_at !== null ? (
          <State tone="grey" word="Revoked" />
        ) : expired ? (
          <State tone="amber" word="Expired" />
        ) : (
          <State tone="green" word="Works" />
        )}
        {row.revoked_at === null && row.expires_at !== null && !expired && (
          <small>
            until <When at={row.expires_at} />
          </small>
        )}
      </td>
      <td>
        <When at={row.last_used_at} />
      </td>
      <td>
        {may('api_keys:update') && row.revoked_at === null && !expired && (
          <Button variant="default" size="compact-xs" loading={revoke.isPending} onClick={() => revoke.mutate()}>
            Revoke key
          </Button>
        )}
      </td>
    </tr>
  );
}
