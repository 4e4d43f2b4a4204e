import { rangeOf, walk } from './selection';

const ids = ['a', 'b', 'c', 'd'];

test('a range holds both ends, in either direction', () => {
  expect(rangeOf(ids, 'b', 'd')).toEqual(['b', 'c', 'd']);
  expect(rangeOf(ids, 'd', 'b')).toEqual(['b', 'c', 'd']);
  expect(rangeOf(ids, 'gone', 'b')).toEqual(['b']);
});

test('the walk starts at the first row and stops at the ends', () => {
  expect([walk(ids, undefined, 1), walk(ids, 'a', 1), walk(ids, 'd', 1), walk(ids, 'a', -1)]).toEqual([
    'a',
    'b',
    'd',
    'a',
  ]);
});
