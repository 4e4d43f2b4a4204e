import { queryOptions } from '@tanstack/react-query';
import type { Json, OneOf, Row } from '@/lib/data/catalogue';
import { dataOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';

export type Cartridge = Pick<Row<'agency_cartridges'>, 'id' | 'type' | 'name' | 'is_default' | 'updated_at'> & {
  data: Record<string, Json | undefined>;
};

type Type = { value: OneOf<'cartridge_type'>; label: string; about: string; mine: string };

export const types: Type[] = [
  {
    value: 'style',
    label: 'Style',
    about: 'How texts sound: tone, sentence length, words to use and to avoid.',
    mine: 'How you write.',
  },
  {
    value: 'preference',
    label: 'Preference',
    about: 'What answers look like: language, length, form.',
    mine: 'How you like answers.',
  },
  { value: 'instruction', label: 'Instruction', about: 'Rules that always hold.', mine: 'Rules you give.' },
  {
    value: 'brand',
    label: 'Brand',
    about: 'Who the agency is: facts nobody may bend.',
    mine: 'Facts that the agency’s brand leaves open.',
  },
];

export const cartridges = queryOptions({
  queryKey: ['knowledge', 'cartridges'],
  queryFn: async ({ signal }) =>
    (await dataOf(
      supabase
        .from('agency_cartridges')
        .select('id,type,name,data,is_default,updated_at')
        .order('type')
        .order('name')
        .abortSignal(signal),
    )) as Cartridge[],
});

export type Line = { name: string; value: string };

/** The data of a cartridge as lines of text; what is not text is shown as it is stored. */
export const linesOf = (data: Record<string, unknown>): Line[] =>
  Object.entries(data).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));

/** Back again: a line that reads as a list, object, number or truth value is stored as one. */
export function dataFrom(lines: readonly Line[]): Record<string, unknown> {
  return Object.fromEntries(
    lines.filter((line) => line.name.trim() !== '').map((line) => [line.name.trim(), valueOf(line.value)]),
  );
}

function valueOf(text: string): unknown {
  if (!/^\s*([[{]|-?\d+(\.\d+)?\s*$|(true|false|null)\s*$)/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
