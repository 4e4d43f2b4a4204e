import { addressOf, spaced } from './factors';

test('a key is shown four letters at a time, without a gap at its end', () => {
  expect(spaced('ABCDEFGHIJ')).toBe('ABCD EFGH IJ');
  expect(spaced('ABCDEFGH')).toBe('ABCD EFGH');
});

test('a picture becomes an address that an image may have', () => {
  const address = addressOf('data:image/svg+xml;utf-8,<svg fill="#fff"></svg>');

  expect(address).toBe('data:image/svg+xml;utf8,%3Csvg%20fill%3D%22%23fff%22%3E%3C%2Fsvg%3E');
});
