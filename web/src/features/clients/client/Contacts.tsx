import { ActionIcon, Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Face } from '@/components/Person';
import { State } from '@/components/State';
import { dataOf, Refusal } from '@/lib/refusal';
import { useMay } from '@/lib/session';
import { supabase } from '@/lib/data/supabase';
import { done, refused } from '@/lib/toast';
import { contactsOf, type Contact } from './client';
import classes from './Client.module.css';

/** The people at the client's side. */
export function Contacts({ clientId }: { clientId: string }) {
  const query = useQuery(contactsOf(clientId));
  const may = useMay();
  const [adding, setAdding] = useState(false);
  if (query.isPending) return <Waiting />;
  if (query.isError)
    return <Failure error={query.error} what="Contacts can’t be shown" onRetry={() => void query.refetch()} />;
  const add =
    may('client_contacts:insert') && !adding ? (
      <Button variant="default" onClick={() => setAdding(true)}>
        Add contact
      </Button>
    ) : undefined;
  return (
    <section aria-label="Contacts">
      <div className={classes.head}>
        <h3>Contacts</h3>
        {query.data.length > 0 && add}
      </div>
      {adding && <NewContact clientId={clientId} onClose={() => setAdding(false)} />}
      {query.data.length === 0 && !adding && (
        <Empty guide="clients" action={add}>
          The people you talk to at this client stand here.
        </Empty>
      )}
      <ul className={classes.rows}>
        {query.data.map((contact) => (
          <Row key={contact.id} contact={contact} />
        ))}
      </ul>
    </section>
  );
}

function useContactChange(clientId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (send: () => Promise<unknown>) => send(),
    onError: (error) => void refused(error, 'The contact was not changed', 'client_contacts:update'),
    onSettled: () => client.invalidateQueries({ queryKey: ['clients', 'contacts', clientId] }),
  });
}

function Row({ contact }: { contact: Contact }) {
  const may = useMay();
  const change = useContactChange(contact.client_id);
  const { id, ...copy } = contact;
  const remove = () =>
    change.mutate(async () => {
      const rows = await dataOf(supabase.from('client_contacts').delete().eq('id', id).select('id'));
      if (rows.length === 0) throw new Refusal('Your role does not allow this.', 'ATNOM');
      done(`${contact.name} removed`, () =>
        change.mutate(() => dataOf(supabase.from('client_contacts').insert(copy).select('id'))),
      );
    });
  return (
    <li>
      <Face name={contact.name} size={28} />
      <div>
        <strong>{contact.name}</strong>
        <small>{[contact.title, contact.email, contact.phone].filter(Boolean).join(' · ')}</small>
      </div>
      {contact.is_primary && <State tone="blue" word="Main" quiet />}
      {contact.is_billing && <State tone="grey" word="Billing" quiet />}
      {may('client_contacts:delete') && (
        <ActionIcon aria-label={`Remove ${contact.name}`} onClick={remove}>
          <IconTrash size={16} stroke={1.6} />
        </ActionIcon>
      )}
    </li>
  );
}

function NewContact({ clientId, onClose }: { clientId: string; onClose: () => void }) {
  const change = useContactChange(clientId);
  const [values, setValues] = useState({ name: '', title: '', email: '', phone: '', is_billing: false });
  const set = (key: 'name' | 'title' | 'email' | 'phone') => (event: React.ChangeEvent<HTMLInputElement>) => {
    const value = event.currentTarget.value;
    setValues((old) => ({ ...old, [key]: value }));
  };
  const filled = (text: string) => (text.trim() === '' ? null : text.trim());
  const save = () =>
    change.mutate(
      () =>
        dataOf(
          supabase
            .from('client_contacts')
            .insert({
              client_id: clientId,
              name: values.name.trim(),
              title: filled(values.title),
              email: filled(values.email),
              phone: filled(values.phone),
              is_billing: values.is_billing,
            })
            .select('id'),
        ),
      { onSuccess: onClose },
    );
  return (
    <form
      aria-label="New contact"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="xs" pb="md">
        <Group grow gap="xs">
          <TextInput label="Name" required autoFocus value={values.name} onChange={set('name')} />
          <TextInput label="Title" value={values.title} onChange={set('title')} />
        </Group>
        <Group grow gap="xs">
          <TextInput label="E-mail" type="email" value={values.email} onChange={set('email')} />
          <TextInput label="Phone" type="tel" value={values.phone} onChange={set('phone')} />
        </Group>
        <Checkbox
          label="Gets the invoices"
          checked={values.is_billing}
          onChange={(event) => {
            const on = event.currentTarget.checked;
            setValues((old) => ({ ...old, is_billing: on }));
          }}
        />
        <Group gap="xs">
          <Button type="submit" loading={change.isPending} disabled={values.name.trim() === ''}>
            Add contact
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
