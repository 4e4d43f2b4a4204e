import { cachedNames, patchCached, patched, queryClient } from './query';

test('a change shows in lists, pages and records, and nowhere else', () => {
  const ids = new Set(['1']);
  const [one, two] = [
    { id: '1', name: 'old' },
    { id: '2', name: 'old' },
  ];
  expect(patched([one, two], ids, { name: 'new' })).toEqual([{ id: '1', name: 'new' }, two]);
  expect(patched({ rows: [one] }, ids, { name: 'new' })).toEqual({ rows: [{ id: '1', name: 'new' }] });
  expect(patched(two, ids, { name: 'new' })).toBe(two);
  expect(patched(undefined, ids, {})).toBeUndefined();
  expect([17, null, 'text'].map((data) => patched(data, ids, {}))).toEqual([17, null, 'text']);
});

test('names are found in lists and pages', () => {
  queryClient.setQueryData(['names', 'list'], { rows: [{ id: '1', name: 'Acme' }], count: 1 });
  queryClient.setQueryData(['names', 'one'], { id: '2', name: 'Birch' });
  expect([...cachedNames(['names'])]).toEqual([
    ['1', 'Acme'],
    ['2', 'Birch'],
  ]);
});

test('a refused change is taken back everywhere', () => {
  queryClient.setQueryData(['clients', 'list'], { rows: [{ id: '1', stage: 'Lead' }] });
  const back = patchCached(['clients'], ['1'], { stage: 'Live' });
  expect(queryClient.getQueryData(['clients', 'list'])).toEqual({ rows: [{ id: '1', stage: 'Live' }] });

  back();

  expect(queryClient.getQueryData(['clients', 'list'])).toEqual({ rows: [{ id: '1', stage: 'Lead' }] });
});
