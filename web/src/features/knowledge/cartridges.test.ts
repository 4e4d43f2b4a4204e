import { dataFrom, linesOf } from './cartridges';

test('a cartridge comes back as it was', () => {
  const data = { tone: 'warm', banned: ['cheap'], emojis: false, length: 3, rule: '[sic] stays text' };
  expect(dataFrom(linesOf(data))).toEqual(data);
});

test('lines without a name are left out', () => {
  expect(dataFrom([{ name: ' ', value: 'x' }])).toEqual({});
});
