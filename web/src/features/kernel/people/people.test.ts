import { sentWords, stateOf } from './invitations';
import { inWords, matching, matrixOf } from './matrix';
import { grantable } from './members';

const row = { accepted_at: null, revoked_at: null, expires_at: '2026-03-10T00:00:00Z' };

test('an invitation is open until it is used, withdrawn or late', () => {
  const before = new Date('2026-03-09T00:00:00Z');
  expect(stateOf(row, before)).toBe('open');
  expect(stateOf(row, new Date('2026-03-10T00:00:00Z'))).toBe('expired');
  expect(stateOf({ ...row, revoked_at: '2026-03-01' }, before)).toBe('revoked');
  expect(stateOf({ ...row, accepted_at: '2026-03-01' }, before)).toBe('used');
});

test('an invitation is mailed where the server sends mail, else whoever invites sends its link', () => {
  expect(sentWords('ann@x.test', true)).toMatch(/^Mailed to ann@x\.test\./);
  expect(sentWords('ann@x.test', false)).toMatch(/^Send this link to ann@x\.test\./);
});

test('nobody hands out a role above their own', () => {
  expect(grantable('owner')).toContain('owner');
  expect(grantable('admin')).not.toContain('owner');
  expect(grantable('pm')).toEqual([]);
});

test('the matrix keeps reading before writing', () => {
  const rows = ['update', 'move', 'select'].map((action) => ({
    role: 'owner',
    resource: 'clients',
    action,
    reach: 'all',
  }));
  expect(matrixOf(rows)[0]?.actions.map((one) => one.action)).toEqual(['select', 'update', 'move']);
});

test('a right reads as a sentence', () => {
  const cell = { role: 'account', resource: 'clients', action: 'update', reach: 'all' };
  expect(inWords(cell)).toBe('An account manager may change clients of the whole agency.');
});

test('a right is found by the name of its thing or by its own', () => {
  const right = (resource: string, action: string) => ({ role: 'owner', resource, action, reach: 'all' });
  const all = matrixOf([right('alerts', 'select'), right('clients', 'select'), right('clients', 'move')]);
  const found = (text: string) =>
    matching(all, text).map(({ resource, actions }) => [resource, ...actions.map((one) => one.action)].join(' '));

  expect(found(' CLIENT')).toEqual(['clients select move']);
  expect(found('move')).toEqual(['clients move']);
  expect(found('')).toEqual(['alerts select', 'clients select move']);
  expect(found('nothing')).toEqual([]);
});
