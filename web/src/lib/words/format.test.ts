import { ago, amountOf, dayOf, initialsOf, plural, sizeOf, wordOf } from './format';

const now = new Date('2026-03-10T12:00:00Z');

test.each([
  ['2026-03-10T11:59:30Z', 'just now'],
  ['2026-03-10T11:15:00Z', '45 min. ago'],
  ['2026-03-10T09:00:00Z', '3 hr. ago'],
  ['2026-03-09T12:00:00Z', 'yesterday'],
  ['2026-03-14T12:00:00Z', 'in 4 days'],
  ['2025-03-10T12:00:00Z', 'last yr.'],
])('%s is %s', (instant, words) => {
  expect(ago(instant, now)).toBe(words);
});

test('a date is the same day in every zone', () => {
  expect(dayOf('2026-01-31')).toBe('31 Jan 2026');
  expect(dayOf(null)).toBe('');
});

test.each([
  ['Ada Lovelace', 'AL'],
  ['ada.lovelace@x.test', 'AL'],
  ['Björk', 'B'],
  ['山田 太郎', '山太'],
  ['', '?'],
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('amounts, sizes and counts read as people write them', () => {
  expect(amountOf(1234567.5)).toBe('1,234,567.5');
  expect(sizeOf(1_540_000)).toBe('1.5 MB');
  expect([plural(1, 'client'), plural(1200, 'client')]).toEqual(['1 client', '1,200 clients']);
  expect(wordOf('on_hold')).toBe('On hold');
  expect(wordOf('ai_messages')).toBe('AI messages');
  expect(wordOf('ticket_slas')).toBe('Ticket SLAs');
});
