import { fieldsOf, ownOf, rowOf, startOf, type Kind } from './own';

const stored = { id: '1', name: 'Mine', is_active: true, updated_at: '2026-01-01T00:00:00Z' };

test.each(Object.keys(fieldsOf) as Kind[])('a %s cartridge comes back as it was filled in', (kind) => {
  const values = Object.fromEntries(
    Object.entries(startOf(kind)).map(([name, start]) => [
      name,
      Array.isArray(start) ? ['One', 'Two'] : start || 'x',
    ]),
  );
  const filled = { ...values, ...('use_emojis' in values ? { use_emojis: true } : {}) };
  expect(ownOf(kind, { ...stored, ...rowOf(kind, filled) }).values).toEqual(filled);
});

test('rules go into the column that steers, without empty lines', () => {
  expect(rowOf('instruction', { description: ' ', guidelines: ['Be brief. ', ''], examples: [] })).toEqual({
    description: null,
    extracted_knowledge: { guidelines: ['Be brief.'], examples: [] },
  });
});

test('what is stored in another form counts as not filled in', () => {
  const row = { ...stored, description: null, extracted_knowledge: { guidelines: 'x' } };
  expect(ownOf('instruction', row).values).toEqual({ description: '', guidelines: [], examples: [] });
});
