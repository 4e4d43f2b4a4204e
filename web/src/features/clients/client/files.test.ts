import { expect, test } from 'vitest';
import { placeOf, refusedBy } from './files';

test('a file is kept below its client, under a name that an address can hold', () => {
  expect(placeOf('c1', 'Brief – Müller.pdf', 'u')).toBe('c1/u/Brief – Müller.pdf');
  expect(placeOf('c1', '50% off? #1/2\\3.pdf', 'u')).toBe('c1/u/50- off- -1-2-3.pdf');
  expect(placeOf('c1', '..', 'u')).toBe('c1/u/file');
  expect(placeOf('c1', `${'x'.repeat(300)}.pdf`, 'u')).toMatch(/^c1\/u\/x{196}\.pdf$/);
});

test('what storage refuses is said in plain words', () => {
  expect(refusedBy('{"statusCode":"413","message":"The object exceeded"}', null).message).toContain('50 MB');
  expect(refusedBy('{"statusCode":"403","message":"no"}', 'r1')).toMatchObject({ ofRight: true, requestId: 'r1' });
  expect(refusedBy('<html>', null).message).toBe('The server did not take the file.');
});
