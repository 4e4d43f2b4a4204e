import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { queryClient } from './data/query';
import { dataOf, everyRow, refusalOf } from './refusal';
import { supabase } from './data/supabase';

export type Role =
  'owner' | 'admin' | 'leadership' | 'finance' | 'pm' | 'account' | 'creative' | 'agent' | 'member' | 'customer';

export type Me = {
  user: { id: string; email: string; full_name: string | null; avatar_url: string | null };
  agency: Agency | null;
  role: Role | null;
  client_scope: string | null;
  client_id: string | null;
  rights: string[];
  session_id: string;
};

export type Agency = {
  id: string;
  name: string;
  slug: string;
  settings: Record<string, unknown>;
  logo_url: string | null;
  timezone: string;
  currency: string;
  accent: string | null;
};

/** Who is signed in, where, and what the role allows. The database answers; the token only says who. */
export const whoami = queryOptions({
  queryKey: ['kernel', 'whoami'],
  queryFn: async () => (await dataOf(supabase.rpc('whoami'))) as unknown as Me,
  staleTime: 60_000,
});

export const useMe = (): Me => useSuspenseQuery(whoami).data;

/** `may('clients:update')` for screens; the database decides again. */
export function useMay(): (right: string) => boolean {
  const rights = useMe().rights;
  return (right) => rights.includes(right);
}

export const myAgencies = queryOptions({
  queryKey: ['kernel', 'agencies'],
  queryFn: () => dataOf(supabase.rpc('my_agencies')),
});

export async function switchAgency(agencyId: string): Promise<void> {
  await dataOf(supabase.rpc('switch_agency', { agency_id: agencyId }));
  await supabase.auth.refreshSession();
  queryClient.clear();
  window.location.assign('/');
}

/** Whether the session is one of somebody who has a second factor and has not shown it here. */
export async function needsSecondFactor(): Promise<boolean> {
  const { data } = await supabase.auth.mfa.getAuthenticatorAssuranceLevel();
  return data?.currentLevel === 'aal1' && data.nextLevel === 'aal2';
}

/** Shows the code of a second factor; the session then is one of two. */
export async function showCode(factorId: string, code: string): Promise<void> {
  const { error } = await supabase.auth.mfa.challengeAndVerify({ factorId, code: code.replaceAll(' ', '') });
  if (error !== null) throw refusalOf(error);
}

export async function signOut(): Promise<void> {
  await supabase.auth.signOut({ scope: 'local' });
  queryClient.clear();
}

export const roleMatrix = queryOptions({
  queryKey: ['kernel', 'role-matrix'],
  queryFn: ({ signal }) =>
    everyRow((from, to) =>
      supabase.rpc('role_matrix').order('role').order('resource').order('action').range(from, to).abortSignal(signal),
    ),
  staleTime: 600_000,
});

export const useRoleMatrix = () => useQuery(roleMatrix);

/** "An owner, an admin or an account manager could do this", from the matrix that the policies are checked against. */
export async function whoCould(right: string): Promise<string | undefined> {
  const [resource = '', action = ''] = right.split(':');
  const cells = await queryClient.ensureQueryData({
    queryKey: ['kernel', 'who-could', right],
    queryFn: () => dataOf(supabase.rpc('role_matrix').eq('resource', resource).eq('action', action)),
  });
  return sentenceOfRoles(cells.map((cell) => cell.role));
}

export function sentenceOfRoles(roles: readonly string[]): string | undefined {
  const names = roleOrder.filter((role) => roles.includes(role)).map((role) => roleNames[role].toLowerCase());
  if (names.length === 0) return undefined;
  const last = names.pop() ?? '';
  return `Who could: ${names.length > 0 ? `${names.join(', ')} or ${last}` : last}.`;
}

export const roleNames: Record<Role, string> = {
  owner: 'Owner',
  admin: 'Admin',
  leadership: 'Leadership',
  finance: 'Finance',
  pm: 'Project manager',
  account: 'Account manager',
  creative: 'Creative',
  agent: 'Agent',
  member: 'Member',
  customer: 'Contact user',
};

export const roleOrder = Object.keys(roleNames) as Role[];
