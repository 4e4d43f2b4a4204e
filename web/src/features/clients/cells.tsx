import { Face, Person } from '@/components/Person';
import { useReason } from '@/components/feedback/useReason';
import { State } from '@/components/State';
import { InlineSelect } from '@/components/inline/InlineSelect';
import { InlineTags } from '@/components/inline/InlineTags';
import { useQuery } from '@tanstack/react-query';
import { Tooltip } from '@mantine/core';
import type { OneOf } from '@/lib/data/catalogue';
import { useStaff } from '@/lib/data/people';
import { useMay } from '@/lib/session';
import type { ReactNode } from 'react';
import { edit, move, setStatus, useClientChange } from './changes';
import { useStages, vocabulary, type Overview } from './overview';
import { choicesOf, healths, statuses } from './words';

/** Health as a dot and a word, with its reasons on hover. */
export function HealthState({
  client,
}: {
  client: Pick<Overview, 'health_status' | 'health_reason' | 'health_is_manual'>;
}) {
  const health = healths[client.health_status];
  const reason =
    client.health_reason ?? (client.health_status === 'green' ? 'Nothing speaks against it' : 'No reason given');
  const shape = client.health_status === 'red' ? 'square' : client.health_status === 'yellow' ? 'ring' : 'dot';
  return (
    <Tooltip label={client.health_is_manual ? `${reason} (set by hand)` : reason} multiline maw={320}>
      <span>
        <State tone={health?.tone ?? 'grey'} word={health?.word ?? client.health_status} shape={shape} />
      </span>
    </Tooltip>
  );
}

export function StageCell({ client }: { client: Overview }) {
  const may = useMay();
  const change = useClientChange();
  const all = useStages();
  const [ask, dialog] = useReason();
  const pick = (id: string | null) => {
    const to = all.find((stage) => stage.id === id);
    if (to === undefined || to.id === client.stage_id) return;
    const from = { id: client.stage_id, name: client.stage_name };
    if (!to.needs_confirmation) change(move([client.id], to, undefined, from));
    else
      ask({
        title: `Move ${client.name} to ${to.name}`,
        label: 'Why (kept in its history)',
        verb: 'Move client',
        required: false,
        onGive: (note) => change(move([client.id], to, note, from)),
      });
  };
  return (
    <InlineSelect
      label={`Stage of ${client.name}: ${client.stage_name}`}
      value={client.stage_id}
      editable={may('clients:move')}
      choices={all.map((stage) => ({ value: stage.id, label: stage.name }))}
      onPick={pick}
    >
      {client.stage_name}
      {dialog}
    </InlineSelect>
  );
}

export function OwnerCell({ client }: { client: Overview }) {
  const may = useMay();
  const staff = useStaff();
  const change = useClientChange();
  const owner = staff.find((one) => one.id === client.owner_id);
  const choices = [
    { value: null, label: 'Nobody' },
    ...staff.map((one) => ({
      value: one.id,
      label: one.name,
      icon: <Face name={one.name} photo={one.photo} />,
    })),
  ];
  const pick = (id: string | null) => {
    const name = staff.find((one) => one.id === id)?.name ?? null;
    change(edit([client.id], { owner_id: id }, { owner_name: name }));
  };
  return (
    <InlineSelect
      label={`Owner of ${client.name}: ${client.owner_name ?? 'nobody'}`}
      value={client.owner_id}
      choices={choices}
      onPick={pick}
      editable={may('clients:update')}
    >
      <Person name={client.owner_name} photo={owner?.photo} />
    </InlineSelect>
  );
}

type Status = OneOf<'client_status'>;

/** Sets a status; a client that left takes a reason. */
export function useStatusChange(): [(ids: string[], status: Status, who: string) => void, ReactNode] {
  const change = useClientChange();
  const [ask, dialog] = useReason();
  const set = (ids: string[], status: Status, who: string) => {
    const word = statuses[status].word.toLowerCase();
    if (status !== 'churned') change(setStatus(ids, status, word));
    else
      ask({
        title: `${who} left`,
        label: 'Why did they leave',
        verb: 'Set status',
        required: true,
        onGive: (reason) => change(setStatus(ids, status, word, reason)),
      });
  };
  return [set, dialog];
}

export function StatusCell({ client }: { client: Overview }) {
  const may = useMay();
  const [change, dialog] = useStatusChange();
  const status = statuses[client.status];
  return (
    <InlineSelect
      label={`Status of ${client.name}: ${status.word}`}
      value={client.status}
      choices={choicesOf(statuses)}
      onPick={(value) => {
        if (value !== null && value !== client.status) change([client.id], value, client.name);
      }}
      editable={may('clients:set_status')}
    >
      <State tone={status.tone} word={status.word} quiet={client.status === 'active'} />
      {dialog}
    </InlineSelect>
  );
}

export function TagsCell({ client }: { client: Pick<Overview, 'id' | 'name' | 'tags'> }) {
  const may = useMay();
  const change = useClientChange();
  const known = useQuery(vocabulary).data?.tags ?? [];
  return (
    <InlineTags
      label={`Tags of ${client.name}`}
      value={client.tags}
      known={known}
      editable={may('clients:update')}
      onSave={(tags) => change(edit([client.id], { tags }))}
    />
  );
}
