import { Alert, Button, Group, Select, SimpleGrid, Stack, TagsInput, TextInput, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '@/components/Page';
import type { Fresh } from '@/lib/data/catalogue';
import { useStaff } from '@/lib/data/people';
import { dataOf, refusalOf } from '@/lib/refusal';
import { useMe } from '@/lib/session';
import { supabase } from '@/lib/data/supabase';
import { done, RequestId } from '@/lib/toast';
import { useStages, vocabulary } from '../overview';
import { choicesOf, retentionTypes } from '../words';

const blank = {
  name: '',
  code: '',
  sector: '',
  region: '',
  website: '',
  retention_type: '',
  stage_id: '',
  owner_id: '',
  primary_contact_name: '',
  primary_contact_email: '',
  contract_start_date: '',
  contract_end_date: '',
  notes: '',
};

type Field = keyof typeof blank;

/** A new client: the name is enough, the rest can follow on its page. */
export function NewClientPage() {
  const me = useMe();
  const staff = useStaff();
  const stages = useStages();
  const words = useQuery(vocabulary).data;
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [values, setValues] = useState({ ...blank, owner_id: me.user.id });
  const [tags, setTags] = useState<string[]>([]);
  const add = useMutation({
    mutationFn: () => {
      const filled = Object.fromEntries(
        Object.entries(values)
          .map(([key, value]) => [key, value.trim()])
          .filter(([, value]) => value !== ''),
      );
      // The database makes the code from the name when there is none, and refuses a contract kind it does not know.
      const row = { ...filled, tags } as Fresh<'clients'>;
      return dataOf(supabase.from('clients').insert(row).select('id').single());
    },
    onSuccess: async ({ id }) => {
      done(`${values.name} added`);
      await cache.invalidateQueries({ queryKey: ['clients'] });
      await navigate({ to: '/clients/$clientId', params: { clientId: id } });
    },
  });
  const set = (field: Field, value: string) => setValues((old) => ({ ...old, [field]: value }));
  const text = (field: Field, label: string, extra: object = {}) => (
    <TextInput
      label={label}
      value={values[field]}
      onChange={(event) => set(field, event.currentTarget.value)}
      {...extra}
    />
  );
  const choice = (field: Field, label: string, data: { value: string; label: string }[]) => (
    <Select
      label={label}
      data={data}
      value={values[field] || null}
      searchable
      clearable
      onChange={(value) => set(field, value ?? '')}
      clearButtonProps={{ 'aria-label': `Clear ${label.toLowerCase()}` }}
    />
  );
  const refusal = add.isError ? refusalOf(add.error) : undefined;
  return (
    <Page crumbs={[{ label: 'Clients', to: '/clients' }, { label: 'New client' }]}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Stack gap="md">
          {refusal !== undefined && (
            <Alert color="red" variant="light" role="alert" title="The client was not added">
              {[refusal.message, refusal.hint].filter(Boolean).join(' ')}
              {refusal.requestId !== undefined && (
                <div>
                  <RequestId id={refusal.requestId} />
                </div>
              )}
            </Alert>
          )}
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {text('name', 'Name', { required: true, autoFocus: true, maxLength: 255 })}
            {text('code', 'Code', { description: 'Made from the name when left empty', maxLength: 50 })}
            {choice(
              'stage_id',
              'Stage',
              stages.map((stage) => ({ value: stage.id, label: stage.name })),
            )}
            {choice(
              'owner_id',
              'Owner',
              staff.map((one) => ({ value: one.id, label: one.name })),
            )}
            {text('sector', 'Sector', { list: 'sectors' })}
            {text('region', 'Region')}
            {choice('retention_type', 'Contract kind', choicesOf(retentionTypes))}
            {text('website', 'Website', { type: 'url', placeholder: 'https://' })}
            {text('contract_start_date', 'Contract starts', { type: 'date' })}
            {text('contract_end_date', 'Contract ends', { type: 'date' })}
            {text('primary_contact_name', 'Main contact')}
            {text('primary_contact_email', 'E-mail of the main contact', { type: 'email' })}
          </SimpleGrid>
          <datalist id="sectors">
            {(words?.sectors ?? []).map((sector) => (
              <option key={sector} value={sector} />
            ))}
          </datalist>
          <TagsInput label="Tags" data={words?.tags ?? []} value={tags} onChange={setTags} maxTags={20} />
          <Textarea
            label="Notes"
            autosize
            minRows={3}
            maxLength={5000}
            value={values.notes}
            onChange={(event) => set('notes', event.currentTarget.value)}
          />
          <Group gap="xs">
            <Button type="submit" size="sm" loading={add.isPending} disabled={values.name.trim() === ''}>
              Add client
            </Button>
            <Button component={Link} to="/clients" size="sm" variant="default">
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}
