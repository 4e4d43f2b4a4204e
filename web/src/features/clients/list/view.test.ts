import { isPreset, patternOf, presets, quoted, viewOf } from './view';

test('the address says it all', () => {
  const view = viewOf({ q: ' acme ', health: 'red,yellow', sort: '-open_alerts', page: '2', waiting: 'yes' }, 'u1');
  expect(view).toMatchObject({
    text: 'acme',
    health: ['red', 'yellow'],
    sort: { column: 'open_alerts', descending: true },
    page: 2,
    waiting: true,
  });
});

test('"me" in a shared address is the reader', () => {
  expect(viewOf({ owner: 'me,u2' }, 'u1').owner).toEqual(['u1', 'u2']);
});

test('text to search for keeps its own marks', () => {
  expect(patternOf('50%_a')).toBe('%50\\%\\_a%');
  expect(quoted('a"b\\,c)')).toBe('"a\\"b\\\\,c)"');
});

test('a preset is on only with exactly its filters', () => {
  const mine = presets.find((preset) => preset.label === 'Mine')?.search ?? {};
  expect(isPreset({ owner: 'me', sort: '-name' }, mine)).toBe(true);
  expect(isPreset({ owner: 'me', health: 'red' }, mine)).toBe(false);
  expect(isPreset({ layout: 'board' }, {})).toBe(true);
});
