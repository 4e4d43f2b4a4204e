import { useMutation, useQueryClient } from '@tanstack/react-query';
import { done, refused } from '@/lib/toast';
import { roleOrder, type Role } from '@/lib/session';

/** One change of a member: how it is asked for and what is said when it held. */
export type MemberChange = { send: () => Promise<unknown>; said: string; what: string; undo?: () => MemberChange };

export function useMemberChange() {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (asked: MemberChange) => asked.send(),
    onSuccess: (_, { said, undo }) => done(said, undo === undefined ? undefined : () => change.mutate(undo())),
    onError: (error, asked) => void refused(error, asked.what, 'memberships:update'),
    onSettled: () => client.invalidateQueries({ queryKey: ['kernel'] }),
  });
  return change;
}

/** Roles someone may hand out: never above their own. */
export function grantable(own: Role | null): Role[] {
  if (own === 'owner') return roleOrder;
  return own === 'admin' ? roleOrder.filter((role) => role !== 'owner') : [];
}
