import { queryOptions, useQuery } from '@tanstack/react-query';
import { everyRow } from '../refusal';
import type { Role } from '../session';
import { supabase } from './supabase';

export type PersonRow = {
  id: string;
  name: string;
  email: string;
  photo: string | null;
  role: Role;
  status: string;
  scope: string;
  clientId: string | null;
  title: string | null;
};

/** Everyone of the agency the caller may see, by name, with the role. Contact users are among them. */
export const people = queryOptions({
  queryKey: ['kernel', 'people'],
  queryFn: async ({ signal }): Promise<PersonRow[]> => {
    const [members, users] = await Promise.all([
      everyRow((from, to) =>
        supabase
          .from('memberships')
          .select('user_id,role,status,client_scope,client_id,job_title')
          .order('user_id')
          .range(from, to)
          .abortSignal(signal),
      ),
      everyRow((from, to) =>
        supabase
          .from('users')
          .select('id,email,full_name,avatar_url')
          .order('id')
          .range(from, to)
          .abortSignal(signal),
      ),
    ]);
    const known = new Map(users.map((user) => [user.id, user]));
    return members
      .map((member) => {
        const user = known.get(member.user_id);
        return {
          id: member.user_id,
          name: user?.full_name ?? user?.email ?? 'Unknown person',
          email: user?.email ?? '',
          photo: user?.avatar_url ?? null,
          role: member.role as Role,
          status: member.status,
          scope: member.client_scope,
          clientId: member.client_id,
          title: member.job_title,
        };
      })
      .sort((a, b) => a.name.localeCompare(b.name));
  },
  staleTime: 300_000,
});

/** Colleagues who can be given work: active staff. */
export function useStaff(): PersonRow[] {
  return (useQuery(people).data ?? []).filter((one) => one.role !== 'customer' && one.status === 'active');
}

export function usePersonName(): (id: string | null | undefined) => string | undefined {
  const known = new Map((useQuery(people).data ?? []).map((one) => [one.id, one.name]));
  return (id) => (id === null || id === undefined ? undefined : known.get(id));
}
