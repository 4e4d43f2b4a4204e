import { Button, Group, Input, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Section } from '@/components/Page';
import { Face } from '@/components/Person';
import { PictureField } from '@/components/PictureField';
import { accents, defaultAccent } from '@/lib/look/accent';
import { shownPicture } from '@/lib/picture';
import { dataOf, Refusal } from '@/lib/refusal';
import { useMe, type Agency } from '@/lib/session';
import { supabase } from '@/lib/data/supabase';
import { done, refused } from '@/lib/toast';
import classes from './Settings.module.css';
import { currencies, zones } from './zones';

/** Name, mark, zone, currency and accent of the agency. */
export function AgencyProfile() {
  const agency = useMe().agency;
  if (agency === null) return null;
  return (
    <Section title="Agency profile">
      <Form key={agency.id} agency={agency} />
    </Section>
  );
}

function Form({ agency }: { agency: Agency }) {
  const client = useQueryClient();
  const [values, setValues] = useState({
    ...agency,
    logo_url: agency.logo_url ?? '',
    accent: agency.accent ?? defaultAccent,
  });
  const set = (patch: Partial<typeof values>) => setValues((old) => ({ ...old, ...patch }));
  const save = useMutation({
    mutationFn: async () => {
      const { name, slug, timezone, currency, accent } = values;
      const patch = {
        name: name.trim(),
        slug: slug.trim(),
        timezone,
        currency,
        accent,
        logo_url: shownPicture(values.logo_url) ?? null,
      };
      const rows = await dataOf(supabase.from('agencies').update(patch).eq('id', agency.id).select('id'));
      if (rows.length === 0) throw new Refusal('Your role may not change the agency.', 'ATNOM');
    },
    onSuccess: async () => {
      done('Agency saved');
      await client.invalidateQueries({ queryKey: ['kernel'] });
    },
    onError: (error) => void refused(error, 'The agency was not saved', 'agencies:update'),
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
        <TextInput
          label="Name"
          required
          maxLength={200}
          value={values.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label="Short name in addresses"
          description="Small letters, digits and dashes"
          required
          pattern="[a-z0-9]([a-z0-9\-]{0,61}[a-z0-9])?"
          value={values.slug}
          onChange={(event) => set({ slug: event.currentTarget.value })}
        />
        <PictureField
          label="Logo"
          value={values.logo_url}
          shown={<Face name={values.name} photo={values.logo_url} size={40} />}
          onChange={(logo_url) => set({ logo_url })}
        />
        <Select
          label="Time zone"
          description="Days on the dashboard are counted in it"
          data={zones}
          searchable
          allowDeselect={false}
          value={values.timezone}
          onChange={(timezone) => set(timezone === null ? {} : { timezone })}
        />
        <Select
          label="Currency"
          data={[...new Set([values.currency, ...currencies])]}
          searchable
          allowDeselect={false}
          value={values.currency}
          onChange={(currency) => set(currency === null ? {} : { currency })}
        />
        <Input.Wrapper label="Accent" id="accent">
          <Swatches value={values.accent} onChange={(accent) => set({ accent })} />
        </Input.Wrapper>
        <Group>
          <Button type="submit" loading={save.isPending}>
            Save agency
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Swatches({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const known = accents.some((accent) => accent.value === value);
  const shown = known ? accents : [...accents, { name: 'Own colour', value }];
  return (
    <div className={classes.swatches} role="radiogroup" aria-label="Accent">
      {shown.map((accent) => (
        <button
          key={accent.value}
          type="button"
          role="radio"
          aria-checked={accent.value === value}
          aria-label={accent.name}
          title={accent.name}
          className={classes.swatch}
          style={{ background: accent.value }}
          onClick={() => onChange(accent.value)}
        />
      ))}
    </div>
  );
}
