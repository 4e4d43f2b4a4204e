import { among, type OneOf, type Row } from './catalogue';
import { supabase } from './supabase';

test('what is none of the names is left out', () => {
  expect(['red', 'mauve', 'toString'].filter(among({ red: 1, green: 1 }))).toEqual(['red']);
});

// Never run, but checked: whatever the catalogue does not have is an error of the typecheck, and none here is a fault.
export async function refusedByTheTypecheck(): Promise<unknown> {
  // @ts-expect-error no such table
  await supabase.from('customers').select('id');
  // @ts-expect-error no such column to filter by
  await supabase.from('clients').select('id').eq('nickname', 'x');
  // @ts-expect-error no such column to write
  await supabase.from('clients').update({ nickname: 'x' });
  // @ts-expect-error not one of the closed set
  await supabase.from('clients').select('id').eq('status', 'gone');
  // @ts-expect-error no such function
  await supabase.rpc('set_client_mood', {});
  const { data } = await supabase.from('clients').select('id,nickname');
  // @ts-expect-error no such column to read
  const names = (data ?? []).map((row) => row.nickname);
  // @ts-expect-error not one of the closed set
  const status: OneOf<'client_status'> = 'gone';
  // @ts-expect-error no such column of the row
  const name: Row<'clients'>['nickname'] = 'x';
  return [names, status, name];
}
