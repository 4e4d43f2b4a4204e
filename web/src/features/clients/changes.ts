import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OneOf, Patch } from '@/lib/catalogue';
import { patchCached } from '@/lib/query';
import { dataOf, Refusal } from '@/lib/refusal';
import { supabase } from '@/lib/supabase';
import { done, refused } from '@/lib/toast';

/** One change of one or more clients: what to ask the server, what to show at once, how to take it back. */
export type Change = {
  ids: string[];
  patch: Record<string, unknown>;
  send: () => Promise<unknown>;
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
    onSuccess: (_, asked) => {
      const undo = asked.undo;
      if (asked.said !== undefined) done(asked.said, undo === undefined ? undefined : () => change.mutate(undo()));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['clients'] }),
  });
  return change.mutate;
}

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
    send: async () => refuseNone(await dataOf(supabase.from('clients').update(patch).in('id', ids).select('id'))),
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
      return ids.length === 1
        ? dataOf(supabase.rpc('move_client_stage', { client_id: ids[0] ?? '', stage_id: to.id, ...extra }))
        : dataOf(supabase.rpc('move_clients_stage', { client_ids: ids, stage_id: to.id, ...extra }));
    },
  };
}

export function setStatus(ids: string[], status: OneOf<'client_status'>, word: string, reason?: string): Change {
  return {
    ids,
    patch: { status },
    what: 'The status was not changed',
    right: 'clients:set_status',
    said: `Status is ${word}`,
    send: async () => {
      for (const client_id of ids) {
        await dataOf(
          supabase.rpc('set_client_status', { client_id, status, ...(reason === undefined ? {} : { reason }) }),
        );
      }
    },
  };
}

export function setHealth(id: string, health: OneOf<'client_health'>, reason: string): Change {
  return {
    ids: [id],
    patch: { health_status: health, health_reason: reason, health_is_manual: true },
    what: 'The health was not changed',
    right: 'clients:set_health',
    said: 'Health set by hand',
    send: () => dataOf(supabase.rpc('set_client_health', { client_id: id, health, reason })),
  };
}

export function clearHealth(id: string): Change {
  return {
    ids: [id],
    patch: { health_is_manual: false },
    what: 'The health was not changed',
    right: 'clients:set_health',
    said: 'The rules decide the health again',
    send: () => dataOf(supabase.rpc('clear_client_health', { client_id: id })),
  };
}
