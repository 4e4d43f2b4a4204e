import { best, score } from './fuzzy';

test('the start of a word beats its middle beats scattered letters', () => {
  expect(score('Clients', 'cli')).toBeGreaterThan(score('New client', 'cli'));
  expect(score('New client', 'cli')).toBeGreaterThan(score('Recline', 'cli'));
  expect(score('Recline', 'cli')).toBeGreaterThan(score('Calling', 'cli'));
  expect(score('Alerts', 'cli')).toBe(0);
});

test('equal matches keep their order', () => {
  expect(best(['Go to clients', 'Go to alerts'], 'go', (text) => text)).toEqual(['Go to clients', 'Go to alerts']);
});
