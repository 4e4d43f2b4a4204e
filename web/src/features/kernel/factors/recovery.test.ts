import { fileOf } from './recovery';

test('a file of codes says what they are for, and has one a line', () => {
  expect(fileOf(['AAAA-BBBB', 'CCCC-DDDD'], 'office.test')).toBe(
    'Recovery codes for Atrium at office.test. Each works once.\n\nAAAA-BBBB\nCCCC-DDDD\n',
  );
});
