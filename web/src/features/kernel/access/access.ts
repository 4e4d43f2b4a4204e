import { queryOptions } from '@tanstack/react-query';
import { refusalOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';

export type Account = { email: string; next: string | undefined };

/** The address one signs in with, and the one that it is to become. */
export const account = queryOptions({
  queryKey: ['kernel', 'account'],
  queryFn: async (): Promise<Account> => {
    const { data, error } = await supabase.auth.getUser();
    if (error !== null) throw refusalOf(error);
    return { email: data.user.email ?? '', next: data.user.new_email };
  },
});

/** Where the mails of a change of address lead back to. */
const way = (): string => `${window.location.origin}/arrive?next=/settings/access`;

export async function changeEmail(email: string): Promise<void> {
  const { error } = await supabase.auth.updateUser({ email }, { emailRedirectTo: way() });
  if (error !== null) throw refusalOf(error);
}

export async function mailAgain(email: string): Promise<void> {
  const options = { emailRedirectTo: way() };
  const { error } = await supabase.auth.resend({ type: 'email_change', email, options });
  if (error !== null) throw refusalOf(error);
}

export type Change = 'done' | 'needs code';

/** Sets the password. Long after signing in the server wants a code first, which it then mails. */
export async function changePassword(password: string, code: string | undefined): Promise<Change> {
  const nonce = code?.replaceAll(' ', '');
  const { error } = await supabase.auth.updateUser(nonce === undefined ? { password } : { password, nonce });
  if (error === null) return 'done';
  const refusal = refusalOf(error);
  if (refusal.code !== 'reauthentication_needed') throw refusal;
  const { error: notSent } = await supabase.auth.reauthenticate();
  if (notSent !== null) throw refusalOf(notSent);
  return 'needs code';
}
