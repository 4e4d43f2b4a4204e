import { queryOptions } from '@tanstack/react-query';
import { config, fetchWithRequestId, supabase } from '@/lib/data/supabase';
import { refusalOf } from '@/lib/refusal';

export type Count = { left: number; of: number; created_at: string | null };

type Session = { access_token: string; refresh_token: string };

/** The client library knows nothing of recovery codes, so this asks the server itself. */
async function ask<Answer>(method: string, path = '', body?: object): Promise<Answer> {
  const { data } = await supabase.auth.getSession();
  const answer = await fetchWithRequestId(`/auth/v1/factors/recovery-codes${path}`, {
    method,
    headers: {
      apikey: config.anonKey,
      authorization: `Bearer ${data.session?.access_token ?? config.anonKey}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said: unknown = await answer.json();
  if (!answer.ok) throw refusalOf(said);
  return said as Answer;
}

/** How many recovery codes there are, and how many were not used yet. */
export const recoveryCodes = queryOptions({
  queryKey: ['kernel', 'recovery-codes'],
  queryFn: () => ask<Count>('GET'),
});

/** Ten new codes; those from before end. They can be seen this once. */
export const makeCodes = async (): Promise<string[]> => (await ask<{ codes: string[] }>('POST')).codes;

/** Brings a recovery code in the place of a second factor; the session then is one of two. */
export async function showRecoveryCode(code: string): Promise<void> {
  const { access_token, refresh_token } = await ask<Session>('POST', '/verify', { code });
  const { error } = await supabase.auth.setSession({ access_token, refresh_token });
  if (error !== null) throw refusalOf(error);
}

/** The codes as a file to keep: one a line, with what they are for. */
export const fileOf = (codes: readonly string[], server: string): string =>
  [`Recovery codes for Atrium at ${server}. Each works once.`, '', ...codes, ''].join('\n');
