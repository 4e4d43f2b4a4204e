import { queryOptions } from '@tanstack/react-query';
import type { Fresh, Json, OneOf, Patch } from '@/lib/data/catalogue';
import { dataOf, Refusal } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';

export type Kind = OneOf<'cartridge_type'>;
export type Value = string | number | boolean | string[];
export type Values = Record<string, Value>;
export type Own = { id: string; kind: Kind; name: string; active: boolean; updated_at: string; values: Values };

export type Field = {
  name: string;
  label: string;
  hint?: string;
  required?: boolean;
  /** What a new one starts with; it also says how the field is filled in. */
  start: Value;
  control?: 'lines' | 'text' | readonly string[];
};

type Columns<K extends Kind> = (Field & { name: keyof Patch<`${K}_cartridges`> })[];

const style: Columns<'style'> = [
  { name: 'tone', label: 'Tone', hint: 'Warm, factual, bold', start: '' },
  { name: 'vocabulary_level', label: 'Vocabulary', hint: 'Plain, professional, expert', start: '' },
  { name: 'call_to_action_style', label: 'How you ask for action', hint: 'One plain next step', start: '' },
  { name: 'use_emojis', label: 'Use emojis', start: false },
];

const preference: Columns<'preference'> = [
  { name: 'language', label: 'Language', start: 'English', required: true },
  { name: 'tone', label: 'Tone', start: 'Professional', required: true },
  { name: 'content_length', label: 'Length', start: 'Medium', control: ['Short', 'Medium', 'Long'] },
  { name: 'platform', label: 'Where texts are meant for', start: 'LinkedIn', required: true },
  { name: 'use_emojis', label: 'Use emojis', start: false },
  { name: 'use_hashtags', label: 'Use hashtags', start: true },
  { name: 'hashtag_count', label: 'How many hashtags', start: 3 },
];

// Rules and examples lie together in one column: see `rowOf`.
const instruction: Field[] = [
  { name: 'description', label: 'What it is for', start: '' },
  { name: 'guidelines', label: 'Rules', hint: 'One a line', start: [], control: 'lines' },
  { name: 'examples', label: 'Examples', hint: 'One a line; the first five are used', start: [], control: 'lines' },
];

const brand: Columns<'brand'> = [
  { name: 'company_name', label: 'Company', start: '' },
  { name: 'company_tagline', label: 'Tagline', start: '' },
  { name: 'company_description', label: 'What the company does', start: '', control: 'text' },
  { name: 'industry', label: 'Industry', start: '' },
  { name: 'target_audience', label: 'Audience', start: '' },
  { name: 'core_values', label: 'Values', start: [] },
  { name: 'brand_voice', label: 'Voice', start: '' },
  { name: 'brand_personality', label: 'Personality', start: [] },
  { name: 'core_messaging', label: 'Message', start: '', control: 'text' },
];

export const fieldsOf: Record<Kind, Field[]> = { style, preference, instruction, brand };

export const startOf = (kind: Kind): Values =>
  Object.fromEntries(fieldsOf[kind].map((field) => [field.name, field.start]));

type Stored = { id: string; name: string; is_active: boolean; updated_at: string };

/** A row as the screen shows it; what is missing or of another form counts as not filled in. */
export function ownOf(kind: Kind, row: Stored): Own {
  const stored: Record<string, unknown> = { ...row, ...learned(row) };
  const values = fieldsOf[kind].map(({ name, start }): [string, Value] => {
    const value = stored[name];
    if (Array.isArray(start)) return [name, Array.isArray(value) ? value.map(String) : []];
    return [name, typeof value === typeof start ? (value as Value) : typeof start === 'string' ? '' : start];
  });
  const { id, name, is_active: active, updated_at } = row;
  return { id, kind, name, active, updated_at, values: Object.fromEntries(values) };
}

const learned = (row: object): object =>
  'extracted_knowledge' in row && typeof row.extracted_knowledge === 'object' ? (row.extracted_knowledge ?? {}) : {};

/** Back again: a text left empty is none. */
export function rowOf(kind: Kind, values: Values): Record<string, Json> {
  const filled = Object.fromEntries(
    fieldsOf[kind].map(({ name, start }): [string, Json] => {
      const value = values[name] ?? start;
      if (Array.isArray(value)) return [name, value.map((item) => item.trim()).filter((item) => item !== '')];
      return [name, typeof value === 'string' ? value.trim() || null : value];
    }),
  );
  if (kind !== 'instruction') return filled;
  const { guidelines = [], examples = [], ...rest } = filled;
  return { ...rest, extracted_knowledge: { guidelines, examples } };
}

// The four tables share what is used of them here; the client library takes no union of names.
const tableOf = (kind: Kind) => supabase.from(`${kind}_cartridges` as 'style_cartridges');

export const ownCartridges = queryOptions({
  queryKey: ['knowledge', 'own'],
  queryFn: async ({ signal }) => {
    const kinds = Object.keys(fieldsOf) as Kind[];
    const lists = kinds.map(async (kind) => {
      const rows = await dataOf(tableOf(kind).select('*').order('name').abortSignal(signal));
      return rows.map((row) => ownOf(kind, row));
    });
    return (await Promise.all(lists)).flat();
  },
});

const refuseNone = (rows: unknown[]): void => {
  if (rows.length === 0) throw new Refusal('This cartridge is not there any more.', 'ATNOF');
};

export async function add(kind: Kind, name: string, values: Values, active: boolean): Promise<void> {
  const row = { ...rowOf(kind, values), name, is_active: active } as Fresh<'style_cartridges'>;
  await dataOf(tableOf(kind).insert(row).select('id').single());
}

export async function change({ kind, id }: Own, name: string, values: Values): Promise<void> {
  const patch = { ...rowOf(kind, values), name } as Patch<'style_cartridges'>;
  refuseNone(await dataOf(tableOf(kind).update(patch).eq('id', id).select('id')));
}

/** Switching one on switches the others of its kind off. */
export async function setActive({ kind, id }: Own, is_active: boolean): Promise<void> {
  refuseNone(await dataOf(tableOf(kind).update({ is_active }).eq('id', id).select('id')));
}

export async function remove({ kind, id }: Own): Promise<void> {
  refuseNone(await dataOf(tableOf(kind).delete().eq('id', id).select('id')));
}
