import type { Database } from '@generated/database.types';
import { among, type OneOf, type Patch, type Row } from './catalogue';

type Public = Database['public'];

test('what is none of the names is left out', () => {
  expect(['red', 'mauve', 'toString'].filter(among({ red: 1, green: 1 }))).toEqual(['red']);
});

test('the typecheck knows the tables, columns, functions and closed sets of the plan, and no others', () => {
  expectTypeOf<Extract<'clients' | 'customers', keyof Public['Tables']>>().toEqualTypeOf<'clients'>();
  expectTypeOf<Extract<'whoami' | 'set_client_mood', keyof Public['Functions']>>().toEqualTypeOf<'whoami'>();
  expectTypeOf<Row<'clients'>>().toHaveProperty('name');
  expectTypeOf<Row<'clients'>>().not.toHaveProperty('nickname');
  expectTypeOf<Patch<'clients'>>().not.toHaveProperty('nickname');
  expectTypeOf<OneOf<'client_status'>>().toEqualTypeOf<'active' | 'inactive' | 'on_hold' | 'churned'>();
});
