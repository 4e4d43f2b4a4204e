import { dataOf, everyRow, refusalOf } from './refusal';
import { sentenceOfRoles } from './session';

test('the database speaks for itself, codes without words get some', () => {
  expect(refusalOf({ code: 'ATRNK', message: 'You can not grant this.', hint: 'Ask an owner.' })).toMatchObject({
    message: 'You can not grant this.',
    hint: 'Ask an owner.',
    ofRight: true,
  });
  expect(refusalOf({ code: '42501', message: 'permission denied for table x' }).message).toBe(
    'Your role does not allow this.',
  );
});

test('a right is not named by its key', () => {
  const message = 'Your role does not allow clients:move for this client.';
  expect(refusalOf({ code: 'ATNOM', message }).message).toBe('Your role does not allow this for this client.');
});

test('more rows than the server gives at once are fetched to the last', async () => {
  const stored = Array.from({ length: 2022 }, (_, at) => at);
  const asked: number[] = [];
  const rows = await everyRow((from, to) => {
    asked.push(from);
    return Promise.resolve({ data: stored.slice(from, to + 1), error: null });
  });
  expect(rows).toEqual(stored);
  expect(asked).toEqual([0, 1000, 2000]);
});

test('a broken connection is told apart from a refusal', () => {
  expect(refusalOf(new TypeError('Failed to fetch')).code).toBe('offline');
});

test('the request id travels with the refusal', async () => {
  const query = Promise.resolve({ data: null, error: { code: 'ATVAL', message: 'No.', request_id: 'r-1' } });
  await expect(dataOf(query)).rejects.toMatchObject({ requestId: 'r-1', message: 'No.' });
});

test('a refusal by right says who could', () => {
  expect(sentenceOfRoles(['account', 'owner'])).toBe('Who could: owner or account manager.');
  expect(sentenceOfRoles([])).toBeUndefined();
});
