import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Fresh, OneOf, Row } from '@/lib/data/catalogue';
import { dataOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';
import { done, refused } from '@/lib/toast';

export type Communication = Pick<
  Row<'communications'>,
  | 'id'
  | 'client_id'
  | 'type'
  | 'direction'
  | 'subject'
  | 'body'
  | 'timestamp'
  | 'channel'
  | 'thread_key'
  | 'sender_name'
  | 'sender_email'
  | 'needs_reply'
  | 'replied_at'
> & { client: Pick<Row<'clients'>, 'id' | 'name'> | null };

const columns = `id,client_id,type,direction,subject,body,timestamp,channel,thread_key,sender_name,sender_email,
  needs_reply,replied_at,client:clients(id,name)`;

export type Kind = OneOf<'communication_type'>;
export type Wanted = { clientId?: string | undefined; types?: Kind[]; waiting?: boolean };

const pageSize = 30;

/** Newest first, a page at a time by the time of the last one seen. */
export const communicationsOf = ({ clientId, types = [], waiting = false }: Wanted) =>
  infiniteQueryOptions({
    queryKey: ['clients', 'communications', 'list', clientId ?? 'all', types.join(), waiting],
    queryFn: async ({ signal, pageParam }): Promise<Communication[]> => {
      let query = supabase
        .from('communications')
        .select(columns)
        .order('timestamp', { ascending: false })
        .limit(pageSize)
        .abortSignal(signal);
      if (clientId !== undefined) query = query.eq('client_id', clientId);
      if (types.length > 0) query = query.in('type', types);
      if (waiting) query = query.eq('needs_reply', true);
      if (pageParam !== null) query = query.lt('timestamp', pageParam);
      return dataOf(query);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.length < pageSize ? undefined : last.at(-1)?.timestamp),
  });

/** One conversation, oldest first. */
export const threadOf = (clientId: string, threadKey: string) =>
  queryOptions({
    queryKey: ['clients', 'communications', 'thread', clientId, threadKey],
    queryFn: ({ signal }): Promise<Communication[]> =>
      dataOf(
        supabase
          .from('communications')
          .select(columns)
          .eq('client_id', clientId)
          .eq('thread_key', threadKey)
          .order('timestamp')
          .limit(500)
          .abortSignal(signal),
      ),
  });

export const communicationById = (id: string) =>
  queryOptions({
    queryKey: ['clients', 'communications', 'one', id],
    queryFn: ({ signal }): Promise<Communication> =>
      dataOf(supabase.from('communications').select(columns).eq('id', id).abortSignal(signal).single()),
  });

export type Entry = {
  type: Kind;
  subject: string;
  body: string;
  direction: OneOf<'communication_direction'> | null;
  timestamp?: string;
};

/** Writes a call, a meeting or a note into a client's timeline. */
export function useLog(clientId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (entry: Entry) => {
      const row: Omit<Fresh<'communications'>, 'thread_key'> = {
        client_id: clientId,
        type: entry.type,
        subject: entry.subject === '' ? null : entry.subject,
        body: entry.body,
        ...(entry.direction === null ? {} : { direction: entry.direction }),
        ...(entry.timestamp === undefined ? {} : { timestamp: entry.timestamp }),
      };
      // A trigger gives it a thread of its own.
      return dataOf(
        supabase
          .from('communications')
          .insert(row as Fresh<'communications'>)
          .select('id')
          .single(),
      );
    },
    onSuccess: () => done('Added to the timeline'),
    onError: (error) => void refused(error, 'Nothing was added', 'communications:insert'),
    onSettled: () => client.invalidateQueries({ queryKey: ['clients'] }),
  });
}

export function useReply() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ to, body }: { to: string; body: string }) =>
      dataOf(supabase.rpc('reply_to_communication', { communication_id: to, body })),
    onSuccess: () => done('Reply recorded'),
    onError: (error) => void refused(error, 'The reply was not recorded', 'communications:insert'),
    onSettled: () => client.invalidateQueries({ queryKey: ['clients'] }),
  });
}

/** For what was answered elsewhere, or needs no answer. */
export function useHandled() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => dataOf(supabase.rpc('mark_communication_handled', { communication_id: id })),
    onSuccess: () => done('Marked as dealt with'),
    onError: (error) => void refused(error, 'The message still waits', 'communications:update'),
    onSettled: () => client.invalidateQueries({ queryKey: ['clients'] }),
  });
}
