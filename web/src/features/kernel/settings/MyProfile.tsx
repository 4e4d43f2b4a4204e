import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient, queryOptions } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Section } from '@/components/Page';
import { Face } from '@/components/Person';
import { PictureField } from '@/components/PictureField';
import { shownPicture } from '@/lib/picture';
import { dataOf } from '@/lib/refusal';
import { useMe } from '@/lib/session';
import { supabase } from '@/lib/data/supabase';
import { done, refused } from '@/lib/toast';
import classes from './Settings.module.css';
import { zones } from './zones';

const profile = (id: string) =>
  queryOptions({
    queryKey: ['kernel', 'profile', id],
    queryFn: async ({ signal }) =>
      dataOf(
        supabase
          .from('users')
          .select('id,email,full_name,avatar_url,timezone')
          .eq('id', id)
          .abortSignal(signal)
          .single(),
      ),
  });

export function MyProfile() {
  const me = useMe();
  const query = useQuery(profile(me.user.id));
  if (query.isPending) return <Waiting />;
  if (query.isError)
    return <Failure error={query.error} what="Your profile can’t be shown" onRetry={() => void query.refetch()} />;
  return (
    <Section title="Your profile">
      <Form key={query.dataUpdatedAt} saved={query.data} />
    </Section>
  );
}

type Saved = {
  id: string;
  email: string;
  full_name: string | null;
  avatar_url: string | null;
  timezone: string | null;
};

function Form({ saved }: { saved: Saved }) {
  const client = useQueryClient();
  const [name, setName] = useState(saved.full_name ?? '');
  const [photo, setPhoto] = useState(saved.avatar_url ?? '');
  const [zone, setZone] = useState(saved.timezone);
  const save = useMutation({
    mutationFn: () =>
      dataOf(
        supabase
          .from('users')
          .update({
            full_name: name.trim() === '' ? null : name.trim(),
            avatar_url: shownPicture(photo) ?? null,
            ...(zone === null ? {} : { timezone: zone }),
          })
          .eq('id', saved.id)
          .select('id')
          .single(),
      ),
    onSuccess: () => {
      done('Profile saved');
      return client.invalidateQueries({ queryKey: ['kernel'] });
    },
    onError: (error) => void refused(error, 'Your profile was not saved'),
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput label="E-mail" value={saved.email} readOnly description="What you sign in with" />
        <TextInput
          label="Name"
          required
          value={name}
          autoComplete="name"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PictureField
          label="Photo"
          value={photo}
          shown={<Face name={name || saved.email} photo={photo} size={40} />}
          onChange={setPhoto}
        />
        <Select
          label="Time zone"
          data={zones}
          value={zone}
          onChange={setZone}
          searchable
          placeholder="As the agency"
        />
        <Group>
          <Button type="submit" loading={save.isPending}>
            Save profile
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
