/** What a file of clients may hold: the database's column, its name here, other names people give it. */
export const fields: { key: string; label: string; also: string[] }[] = [
  { key: 'code', label: 'Code', also: ['client code', 'client id', 'number', 'no', 'kuerzel', 'kürzel'] },
  { key: 'name', label: 'Name', also: ['client', 'company', 'client name', 'company name', 'firma', 'kunde'] },
  { key: 'name_short', label: 'Short name', also: ['short', 'abbreviation'] },
  { key: 'sector', label: 'Sector', also: ['branche'] },
  { key: 'industry', label: 'Industry', also: ['vertical'] },
  { key: 'region', label: 'Region', also: ['country', 'land', 'market'] },
  { key: 'market_segment', label: 'Segment', also: ['segment'] },
  { key: 'website', label: 'Website', also: ['url', 'web', 'homepage'] },
  { key: 'retention_type', label: 'Contract kind', also: ['contract type', 'contract', 'retention'] },
  { key: 'contract_start_date', label: 'Contract starts', also: ['start', 'start date', 'since'] },
  { key: 'contract_end_date', label: 'Contract ends', also: ['end', 'end date', 'until'] },
  { key: 'primary_contact_name', label: 'Main contact', also: ['contact', 'contact name', 'ansprechpartner'] },
  {
    key: 'primary_contact_email',
    label: 'E-mail of the main contact',
    also: ['email', 'e-mail', 'contact email', 'mail'],
  },
  { key: 'primary_contact_phone', label: 'Phone of the main contact', also: ['phone', 'telephone', 'telefon'] },
  { key: 'billing_contact_name', label: 'Billing contact', also: ['billing'] },
  { key: 'billing_contact_email', label: 'E-mail for invoices', also: ['billing email', 'invoice email'] },
  { key: 'preferred_currency', label: 'Currency', also: ['währung'] },
  { key: 'payment_terms', label: 'Payment terms', also: ['terms'] },
  { key: 'invoicing_frequency', label: 'Invoices', also: ['invoicing', 'billing cycle'] },
  { key: 'status', label: 'Status', also: ['state'] },
  { key: 'churn_reason', label: 'Why they left', also: ['reason'] },
  { key: 'stage', label: 'Stage', also: ['pipeline', 'pipeline stage'] },
  { key: 'owner_email', label: 'E-mail of the owner', also: ['owner', 'account manager', 'am'] },
  { key: 'tags', label: 'Tags', also: ['labels', 'tag'] },
  { key: 'notes', label: 'Notes', also: ['note', 'comment', 'comments', 'bemerkung'] },
];

/** A field for each column of the file, or none; each field at most once. */
export type Mapping = (string | null)[];

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[\s_\-./]+/g, ' ')
    .trim();

/** Guesses by name: the column's own name, the label, then the other names. */
export function guess(header: readonly string[]): Mapping {
  const taken = new Set<string>();
  return header.map((name) => {
    const wanted = plain(name);
    const field = fields.find(
      ({ key, label, also }) =>
        !taken.has(key) &&
        wanted !== '' &&
        (plain(key) === wanted || plain(label) === wanted || also.some((other) => plain(other) === wanted)),
    );
    if (field === undefined) return null;
    taken.add(field.key);
    return field.key;
  });
}

/** What is wrong with the columns, in words; nothing when the import may be tried. */
export function complaintAbout(header: readonly string[], mapping: Mapping, rowCount: number): string | undefined {
  if (header.length === 0 || rowCount === 0) return 'The file holds no rows under its heading line.';
  if (rowCount > 5000) return `The file has ${rowCount} rows; 5,000 is the most at once. Cut it in parts.`;
  const chosen = mapping.filter((field) => field !== null);
  const twice = chosen.find((field, at) => chosen.indexOf(field) !== at);
  if (twice !== undefined) return `Two columns go into ${labelOf(twice)}. Choose one of them.`;
  if (!chosen.includes('name')) {
    return `No column goes into Name, which every client needs. The file has: ${header.join(', ')}.`;
  }
  return undefined;
}

export const labelOf = (key: string): string => fields.find((field) => field.key === key)?.label ?? key;

/** The file's rows as the import takes them: by field, empty values left out, tags as a list. */
export function rowsFor(rows: readonly (readonly string[])[], mapping: Mapping): Record<string, string | string[]>[] {
  return rows.map((row) =>
    Object.fromEntries(
      mapping.flatMap((field, at) => {
        const value = (row[at] ?? '').replace(/^'(?=[=+\-@])/, '').trim();
        if (field === null || value === '') return [];
        const tags =
          field === 'tags'
            ? value
                .split(/[;,|]/)
                .map((tag) => tag.trim())
                .filter((tag) => tag !== '')
            : value;
        return [[field, tags] as const];
      }),
    ),
  );
}
