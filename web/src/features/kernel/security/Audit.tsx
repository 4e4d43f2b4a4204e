import { Button, Group, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Section } from '@/components/Page';
import { ChipSelect } from '@/components/table/FilterBar';
import { textOfList } from '@/lib/address';
import { wordOf } from '@/lib/words/format';
import { people } from '@/lib/data/people';
import { useAddress } from '@/lib/useAddress';
import { auditOf, filterOf } from './audit';
import classes from './Audit.module.css';
import { AuditEntry } from './AuditEntry';

const actions = [
  { value: 'insert', label: 'Added' },
  { value: 'update', label: 'Changed' },
  { value: 'delete', label: 'Removed' },
  { value: 'event', label: 'Events' },
];

const tables = [
  'agencies',
  'memberships',
  'invitations',
  'client_access',
  'api_keys',
  'users',
  'clients',
  'client_stages',
  'client_contacts',
  'client_terms',
  'communications',
  'alerts',
  'documents',
  'agency_cartridges',
].map((value) => ({ value, label: wordOf(value) }));

/** Every change and event of the agency: who, what, when, and the values before and after. */
export function Audit() {
  const [search, change] = useAddress();
  const filter = filterOf(search);
  const query = useInfiniteQuery(auditOf(filter));
  const everyone = useQuery(people).data ?? [];
  const rows = query.data?.pages.flat() ?? [];
  const filtered = ['action', 'table', 'actor', 'record', 'from', 'to'].some((key) => search[key] !== undefined);
  const clear = {
    action: undefined,
    table: undefined,
    actor: undefined,
    record: undefined,
    from: undefined,
    to: undefined,
  };
  const day = (key: 'from' | 'to', label: string) => (
    <TextInput
      size="xs"
      type="date"
      aria-label={label}
      title={label}
      value={filter[key]}
      onChange={(event) => change({ [key]: event.currentTarget.value })}
    />
  );
  return (
    <Section title="Audit log">
      <Group gap="xs" mb="sm" role="search" aria-label="Filters">
        <ChipSelect
          label="Action"
          choices={actions}
          chosen={filter.actions}
          onChange={(next) => change({ action: textOfList(next) })}
        />
        <ChipSelect
          label="What"
          choices={tables}
          chosen={filter.tables}
          onChange={(next) => change({ table: textOfList(next) })}
        />
        <ChipSelect
          label="Who"
          choices={everyone.map((one) => ({ value: one.id, label: one.name }))}
          chosen={filter.actors}
          onChange={(next) => change({ actor: textOfList(next) })}
        />
        {day('from', 'From day')}
        {day('to', 'To day')}
        {filtered && (
          <Button variant="subtle" color="gray" onClick={() => change(clear)}>
            Clear
          </Button>
        )}
      </Group>
      {query.isPending && <Waiting lines={10} />}
      {query.isError && (
        <Failure error={query.error} what="The log can’t be shown" onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && rows.length === 0 && (
        <Empty guide="programs">
          {filtered ? 'Nothing in the log matches these filters.' : 'Every change shows up here with who made it.'}
        </Empty>
      )}
      <ul className={classes.log} aria-label="Audit log">
        {rows.map((entry) => (
          <AuditEntry key={entry.id} entry={entry} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          variant="default"
          mt="sm"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </Section>
  );
}
