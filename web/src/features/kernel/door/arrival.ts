import { queryOptions } from '@tanstack/react-query';
import { queryClient } from '@/lib/data/query';
import { Refusal, refusalOf } from '@/lib/refusal';
import { needsSecondFactor } from '@/lib/session';
import { supabase } from '@/lib/data/supabase';

/** half: a second factor is still to be shown; waits: of two mails the other has to be answered, too. */
export type Arrival = { email: string; half: boolean; waits: boolean };

/** What a link brought in the fragment of the address, taken out of it: it must not stay in the history. */
function taken(): URLSearchParams {
  const said = new URLSearchParams(window.location.hash.slice(1));
  if (window.location.hash !== '') {
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  }
  return said;
}

/** Takes up the session that a link brought, or goes on with the one that is there. */
export const arrival = queryOptions({
  queryKey: ['kernel', 'arrival'],
  queryFn: async (): Promise<Arrival> => {
    const said = taken();
    const refused = said.get('error_code');
    if (refused === 'otp_expired')
      throw new Refusal('This link was used, or has expired.', refused, 'Ask for a new one.');
    if (refused !== null) throw refusalOf({ error_code: refused, message: said.get('error_description') ?? '' });
    const waits = said.has('message');
    const [access, refresh] = [said.get('access_token'), said.get('refresh_token')];
    const { data, error } =
      access !== null && refresh !== null
        ? await supabase.auth.setSession({ access_token: access, refresh_token: refresh })
        : await supabase.auth.getSession();
    if (error !== null) throw refusalOf(error);
    if (data.session === null && !waits)
      throw new Refusal('This page is opened by a link from a mail.', 'no_link', 'Ask for one.');
    // what was asked for as somebody else, or as nobody, is asked for anew
    queryClient.removeQueries({ predicate: (query) => query.queryKey[1] !== 'arrival' });
    return { email: data.session?.user.email ?? '', half: await needsSecondFactor(), waits };
  },
  retry: false,
  staleTime: Infinity,
  gcTime: 0,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
});

/** The way to another server to sign in by, and back to where one wanted to be. */
export function wayBy(provider: string, next: string | undefined): string {
  const back = `${window.location.origin}/arrive${next === undefined ? '' : `?next=${encodeURIComponent(next)}`}`;
  return `/auth/v1/authorize?${new URLSearchParams({ provider, redirect_to: back }).toString()}`;
}
