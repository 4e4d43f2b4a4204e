import type { Database } from '@generated/database.types';

export type { Json } from '@generated/database.types';

type Public = Database['public'];

/** A row of a table, or of a view, as the catalogue has it. */
export type Row<Name extends keyof (Public['Tables'] & Public['Views'])> = (Public['Tables'] &
  Public['Views'])[Name]['Row'];

export type Fresh<Name extends keyof Public['Tables']> = Public['Tables'][Name]['Insert'];

export type Patch<Name extends keyof Public['Tables']> = Public['Tables'][Name]['Update'];

/** One value of a closed set: such as `OneOf<'client_status'>`. */
export type OneOf<Name extends keyof Public['Enums']> = Public['Enums'][Name];

/** The catalogue can't say of a view's column that it is never null; whoever reads the view names those here. */
export type Filled<Row, Column extends keyof Row> = Omit<Row, Column> & { [C in Column]: NonNullable<Row[C]> };

/** `list.filter(among(statuses))` keeps what is one of the names, for values out of the address bar. */
export const among =
  <Name extends string>(words: Record<Name, unknown>) =>
  (value: string): value is Name =>
    Object.hasOwn(words, value);
