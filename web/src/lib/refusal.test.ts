import { dataOf, refusalOf } from './refusal';
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
