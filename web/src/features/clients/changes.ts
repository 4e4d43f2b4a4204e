import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OneOf, Patch } from '@/lib/data/catalogue';
import { cachedNames, patchCached } from '@/lib/data/query';
import { dataOf, Refusal } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';
import { done, refused, refusedSome } from '@/lib/toast';
import { plural } from '@/lib/words/format';

export type LeftAsItIs = { id: string; reason: string };

/** One change of one or more clients: what to ask the server, what to show at once, how to take it back. */
export type Change = {
  ids: string[];
  patch: Record<string, unknown>;
  /** Answers the clients that were left as they are; none when all were changed. Throws when nothing was. */
  send: () => Promise<readonly LeftAsItIs[]>;
  what: string;
  right: string;
  said?: string | undefined;
  undo?: (() => Change) | undefined;
};

/** Shows a change at once. When it is refused the old values return, and a toast says why and who could. */
export function useClientChange() {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (asked: Change) => asked.send(),
    onMutate: (asked) => ({ back: patchCached(['clients'], asked.ids, asked.patch) }),
    onError: (error, asked, kept) => {
      kept?.back();
      void refused(error, asked.what, asked.right);
    },
    onSuccess: (left, asked, kept) => {
      if (left.length > 0) return partly(left, asked, kept.back);
      const undo = asked.undo;
      if (asked.said !== undefined) done(asked.said, undo === undefined ? undefined : () => change.mutate(undo()));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['clients'] }),
  });
  return change.mutate;
}

/** Shows what was changed as changed, the others as they were, and each one's reason. */
function partly(left: readonly LeftAsItIs[], asked: Change, back: () => void): void {
  const names = cachedNames(['clients']);
  const reasons = new Map(left.map(({ id, reason }) => [id, reason]));
  back();
  patchCached(
    ['clients'],
    asked.ids.filter((id) => !reasons.has(id)),
    asked.patch,
  );
  refusedSome(
    `${left.length} of ${plural(asked.ids.length, 'client')} stayed as ${left.length === 1 ? 'it was' : 'they were'}`,
    left.map(({ id, reason }) => ({ name: names.get(id) ?? 'A client', reason })),
  );
}

const all = async (work: Promise<unknown>): Promise<readonly LeftAsItIs[]> => {
  await work;
  return [];
};

const refuseNone = (rows: unknown[]): void => {
  if (rows.length === 0) throw new Refusal('Your role does not allow this change.', 'ATNOM');
};

/** Columns that are written directly. A row the policies hide from an update counts as refused. */
export function edit(ids: string[], patch: Patch<'clients'>, shown: object = patch, said?: string): Change {
  return {
    ids,
    patch: { ...patch, ...shown },
    what: 'The client was not changed',
    right: 'clients:update',
    said,
    send: () => all(dataOf(supabase.from('clients').update(patch).in('id', ids).select('id')).then(refuseNone)),
  };
}

type Place = { id: string; name: string };

export function move(ids: string[], to: Place, note?: string, from?: Place): Change {
  return {
    ids,
    patch: { stage_id: to.id, stage_name: to.name, days_in_stage: 0 },
    right: 'clients:move',
    what: ids.length === 1 ? 'The client was not moved' : 'The clients were not moved',
    said: ids.length === 1 ? `Moved to ${to.name}` : `${ids.length} clients moved to ${to.name}`,
    undo: from === undefined ? undefined : () => ({ ...move(ids, from), said: `Back in ${from.name}` }),
    send: () => {
      const extra = note === undefined || note === '' ? {} : { note };
      return all(
        ids.length === 1
          ? dataOf(supabase.rpc('move_client_stage', { client_id: ids[0] ?? '', stage_id: to.id, ...extra }))
          : dataOf(supabase.rpc('move_clients_stage', { client_ids: ids, stage_id: to.id, ...extra })),
      );
    },
  };
}

export function setStatus(ids: string[], status: OneOf<'client_status'>, word: string, reason?: string): Change {
  return {
    ids,
    patch: { status },
    what: 'The status was not changed',
    right: 'clients:set_status',
    said: ids.length === 1 ? `Status is ${word}` : `Status of ${ids.length} clients is ${word}`,
    send: async () => {
      const to = { status, ...(reason === undefined ? {} : { reason }) };
      if (ids.length === 1) return all(dataOf(supabase.rpc('set_client_status', { client_id: ids[0] ?? '', ...to })));
      return leftOf(await dataOf(supabase.rpc('set_clients_status', { client_ids: ids, ...to })));
    },
  };
}

/** Of a row for each client, those that carry a refusal. The catalogue can't say that it may be null. */
const leftOf = (rows: { client_id: string; refusal: string | null }[]): LeftAsItIs[] =>
  rows.flatMap(({ client_id, refusal }) => (refusal === null ? [] : [{ id: client_id, reason: refusal }]));

export function setHealth(id: string, health: OneOf<'client_health'>, reason: string): Change {
  return {
    ids: [id],
    patch: { health_status: health, health_reason: reason, health_is_manual: true },
    what: 'The health was not changed',
    right: 'clients:set_health',
    said: 'Health set by hand',
    send: () => all(dataOf(supabase.rpc('set_client_health', { client_id: id, health, reason }))),
  };
}

export function clearHealth(id: string): Change {
  return {
    ids: [id],
    patch: { health_is_manual: false },
    what: 'The health was not changed',
    right: 'clients:set_health',
    said: 'The rules decide the health again',
    send: () => all(dataOf(supabase.rpc('clear_client_health', { client_id: id }))),
  };
}
