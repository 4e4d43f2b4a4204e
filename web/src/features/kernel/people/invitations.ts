import { queryOptions } from '@tanstack/react-query';
import { dataOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';

export type InvitationRow = {
  id: string;
  email: string;
  role: string;
  client_id: string | null;
  expires_at: string;
  accepted_at: string | null;
  revoked_at: string | null;
  created_at: string;
};

export const invitations = queryOptions({
  queryKey: ['kernel', 'invitations'],
  queryFn: async ({ signal }): Promise<InvitationRow[]> =>
    dataOf(
      supabase
        .from('invitations')
        .select('id,email,role,client_id,expires_at,accepted_at,revoked_at,created_at')
        .order('created_at', { ascending: false })
        .limit(200)
        .abortSignal(signal),
    ),
});

export const clientNames = queryOptions({
  queryKey: ['kernel', 'client-names'],
  queryFn: async ({ signal }) =>
    dataOf(
      supabase.from('clients').select('id,name').eq('is_house', false).order('name').limit(1000).abortSignal(signal),
    ),
});

export type InvitationState = 'open' | 'used' | 'expired' | 'revoked';

export function stateOf(
  row: Pick<InvitationRow, 'accepted_at' | 'revoked_at' | 'expires_at'>,
  now = new Date(),
): InvitationState {
  if (row.accepted_at !== null) return 'used';
  if (row.revoked_at !== null) return 'revoked';
  return new Date(row.expires_at) <= now ? 'expired' : 'open';
}

export const linkOf = (token: string): string => `${window.location.origin}/invite/${token}`;

/** What becomes of a link: the server mails one of its own where it sends mail, else whoever invites sends this one. */
export const sentWords = (email: string, mailed: boolean): string =>
  mailed
    ? `Mailed to ${email}. You can send this link, too: one of them works, once, for that address, for seven days.`
    : `Send this link to ${email}. It works once, for that address only, for seven days.`;
