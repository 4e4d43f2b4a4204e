import { differencesOf, sentenceOf } from './audit';
import { deviceOf } from './device';

test('a change shows its columns before and after, without the stamps', () => {
  const entry = {
    changed_columns: ['name', 'tags', 'updated_at'],
    old_values: { name: 'Old', tags: ['a'], updated_at: '1' },
    new_values: { name: 'New', tags: ['a', 'b'], updated_at: '2' },
  };
  expect(differencesOf(entry)).toEqual([
    { column: 'name', before: 'Old', after: 'New' },
    { column: 'tags', before: '["a"]', after: '["a","b"]' },
  ]);
});

test('a new row shows what it holds', () => {
  expect(differencesOf({ changed_columns: null, old_values: null, new_values: { name: 'New', code: null } })).toEqual(
    [{ column: 'name', before: undefined, after: 'New' }],
  );
});

test('entries read as sentences', () => {
  expect(sentenceOf({ action: 'update', table_name: 'client_terms', event_type: null })).toBe('changed client terms');
});

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36', 'Chrome on Linux'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit Version/17 Safari/605', 'Safari on macOS'],
  [null, 'Unknown device'],
])('%s is %s', (agent, words) => {
  expect(deviceOf(agent)).toBe(words);
});
