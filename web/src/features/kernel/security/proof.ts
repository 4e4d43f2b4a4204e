import { queryOptions } from '@tanstack/react-query';
import { fetchWithRequestId, supabase } from '@/lib/data/supabase';
import { Refusal } from '@/lib/refusal';

/** The last proof of isolation. Its page opens without a token for ten minutes. */
export type Proof = {
  made: string;
  ok: boolean;
  fingerprint: string;
  objects: number;
  attempts: number;
  signed: boolean;
  page: string;
};

type Problem = { title?: string; detail?: string; request_id?: string };

/** Null before the first proof. Asked again before the page's address ends. */
export const lastProof = queryOptions({
  queryKey: ['kernel', 'proof'],
  queryFn: async ({ signal }): Promise<Proof | null> => {
    const { data } = await supabase.auth.getSession();
    const answer = await fetchWithRequestId('/functions/v1/last-proof', {
      headers: { authorization: `Bearer ${data.session?.access_token ?? ''}` },
      signal,
    });
    if (answer.status === 204) return null;
    if (answer.ok) return (await answer.json()) as Proof;
    const problem = (await answer.json().catch(() => ({}))) as Problem;
    throw new Refusal(
      problem.title ?? 'The proof could not be read.',
      answer.status === 403 ? 'ATNOM' : 'unknown',
      problem.detail,
      problem.request_id,
    );
  },
  refetchInterval: 5 * 60_000,
});
