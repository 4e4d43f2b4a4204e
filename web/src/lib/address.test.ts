import {
  listOf,
  pageNumberOf,
  parseSearch,
  safeNext,
  sortOf,
  stringifySearch,
  textOfList,
  textOfSort,
} from './address';

test('an address survives being written and read', () => {
  const search = { q: 'a & b', health: 'red,yellow', owner: 'me' };
  expect(parseSearch(stringifySearch(search))).toEqual(search);
});

test('empty values leave the address', () => {
  expect(stringifySearch({ q: '', page: undefined })).toBe('');
});

test('lists are commas, and commas stay readable', () => {
  expect(stringifySearch({ health: textOfList(['red', 'yellow']) })).toBe('?health=red,yellow');
  expect(listOf('a,,b')).toEqual(['a', 'b']);
  expect(textOfList([])).toBeUndefined();
});

describe('sorting', () => {
  const fallback = { column: 'name', descending: false };

  test('a dash is largest first', () => {
    expect(sortOf('-days', ['days'], fallback)).toEqual({ column: 'days', descending: true });
    expect(textOfSort({ column: 'days', descending: true })).toBe('-days');
  });

  test('a column that is not for sorting is ignored', () => {
    expect(sortOf('password', ['days'], fallback)).toEqual(fallback);
  });
});

test.each([
  ['3', 3],
  ['0', 1],
  ['-2', 1],
  ['1.5', 1],
  ['x', 1],
  [undefined, 1],
])('page %s is page %s', (text, page) => {
  expect(pageNumberOf(text)).toBe(page);
});

test.each(['//evil.test', 'https://evil.test', '/\\evil.test', 'javascript:alert(1)', undefined])(
  'after signing in nobody is sent to %s',
  (next) => {
    expect(safeNext(next)).toBe('/');
  },
);

test('after signing in people come back to where they were', () => {
  expect(safeNext('/clients?health=red')).toBe('/clients?health=red');
});
