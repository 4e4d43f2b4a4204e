import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Section } from '@/components/Page';
import { best } from '@/lib/words/fuzzy';
import { people } from '@/lib/data/people';
import { useMay } from '@/lib/session';
import classes from '../settings/Settings.module.css';
import { MemberRow } from './MemberRow';

/** Everyone with access: role, reach, and the ways to change them. */
export function Members() {
  const query = useQuery(people);
  const may = useMay();
  const [text, setText] = useState('');
  if (query.isPending) return <Waiting />;
  if (query.isError) {
    return <Failure error={query.error} what="Members can’t be shown" onRetry={() => void query.refetch()} />;
  }
  const staff = query.data.filter((one) => one.role !== 'customer');
  const contacts = query.data.filter((one) => one.role === 'customer');
  const found = (all: typeof staff) => best(all, text, (one) => `${one.name} ${one.email}`);
  const invite = may('invitations:insert') && (
    <Button component={Link} to="/settings/invitations">
      Invite a person
    </Button>
  );
  return (
    <>
      <Section title={`Members (${staff.length})`} aside={invite}>
        <TextInput
          size="xs"
          w={240}
          mb="xs"
          type="search"
          placeholder="Search people"
          aria-label="Search people"
          leftSection={<IconSearch size={14} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Table label="Members" rows={found(staff)} />
      </Section>
      {contacts.length > 0 && (
        <Section title={`Contact users of clients (${contacts.length})`}>
          <p className={classes.fine}>They sign in to see their own company, and nothing else.</p>
          <Table label="Contact users" rows={found(contacts)} />
        </Section>
      )}
    </>
  );
}

function Table({ label, rows }: { label: string; rows: Parameters<typeof MemberRow>[0]['person'][] }) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={classes.rows}>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Role</th>
            <th scope="col">Sees</th>
            <th scope="col">State</th>
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((person) => (
            <MemberRow key={person.id} person={person} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
