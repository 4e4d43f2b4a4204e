import assert from 'node:assert/strict';
import { test } from 'node:test';
import { client, freshEmail, ok, operator, owner, password, withServer } from '../people.js';

withServer();

test('a sign-up answers a session with its user', async () => {
  const { user, session, email } = await owner();

  assert.equal(user.email, email);
  assert.equal(user.role, 'authenticated');
  assert.equal(user.identities[0].provider, 'email');
  assert.equal(user.user_metadata.full_name, 'owner');
  assert.equal(session.token_type, 'bearer');
  assert.ok(session.expires_at > Date.now() / 1000);
});

test('a second sign-up with one address is refused', async () => {
  const { email } = await owner();

  const { data, error } = await client().auth.signUp({ email, password });

  assert.equal(data.session, null);
  assert.equal(error.code, 'user_already_exists');
  assert.equal(error.status, 422);
});

test('a weak password is named as such', async () => {
  const { error } = await client().auth.signUp({ email: freshEmail('weak'), password: '1234567' });

  assert.equal(error.name, 'AuthWeakPasswordError');
  assert.deepEqual(error.reasons, ['length']);
});

test('the right password signs in, a wrong one and an unknown account are told the same', async () => {
  const { email } = await owner();

  const right = await client().auth.signInWithPassword({ email, password });
  const wrong = await client().auth.signInWithPassword({ email, password: 'wrong horse' });
  const nobody = await client().auth.signInWithPassword({ email: freshEmail('nobody'), password });

  assert.equal(right.data.user.email, email);
  assert.equal(wrong.error.code, 'invalid_credentials');
  assert.deepEqual([nobody.error.message, nobody.error.code, nobody.error.status],
    [wrong.error.message, wrong.error.code, wrong.error.status]);
});

test('getUser asks the server, getClaims checks the token itself', async () => {
  const { supabase, user } = await owner();

  const asked = ok(await supabase.auth.getUser());
  const { claims, header } = ok(await supabase.auth.getClaims());

  assert.equal(asked.user.id, user.id);
  assert.equal(header.alg, 'ES256');
  assert.equal(claims.sub, user.id);
  assert.equal(claims.role, 'authenticated');
  assert.match(claims.agency_id, /^[0-9a-f-]{36}$/);
  assert.match(claims.session_id, /^[0-9a-f-]{36}$/);
});

test('a refresh goes on with the session', async () => {
  const { supabase, session } = await owner();

  const next = ok(await supabase.auth.refreshSession());

  assert.notEqual(next.session.refresh_token, session.refresh_token);
  assert.equal(next.user.id, session.user.id);
  ok(await supabase.auth.getUser());
});

test('tabs that refresh at once all stay signed in', async () => {
  const { session } = await owner();

  const tabs = await Promise.all(Array.from({ length: 6 }, () =>
    client().auth.refreshSession({ refresh_token: session.refresh_token })));

  assert.equal(new Set(tabs.map((tab) => ok(tab).session.refresh_token)).size, 1);
});

test('a refresh token that never was signs out', async () => {
  const { data, error } = await client().auth.refreshSession({ refresh_token: 'never' });

  assert.equal(data.session, null);
  assert.equal(error.code, 'refresh_token_not_found');
});

test('setSession takes up a session from elsewhere', async () => {
  const { session } = await owner();
  const other = client();

  ok(await other.auth.setSession(session));

  assert.equal(ok(await other.auth.getUser()).user.id, session.user.id);
});

test('updateUser changes metadata and password, and ends the other sessions', async () => {
  const { supabase, email } = await owner();
  const elsewhere = client();
  ok(await elsewhere.auth.signInWithPassword({ email, password }));

  const { user } = ok(await supabase.auth.updateUser({ password: 'another horse battery', data: { theme: 'dark' } }));

  assert.equal(user.user_metadata.theme, 'dark');
  assert.equal((await elsewhere.auth.getUser()).error.name, 'AuthSessionMissingError');
  ok(await client().auth.signInWithPassword({ email, password: 'another horse battery' }));
  const same = await supabase.auth.updateUser({ password: 'another horse battery' });
  assert.equal(same.error.code, 'same_password');
});

for (const [scope, others] of [['local', true], ['global', false]]) {
  test(`signOut with scope ${scope} ends what it says`, async () => {
    const { supabase, email } = await owner();
    const elsewhere = client();
    ok(await elsewhere.auth.signInWithPassword({ email, password }));

    const { error } = await supabase.auth.signOut({ scope });

    assert.equal(error, null);
    assert.equal((await supabase.auth.getSession()).data.session, null);
    assert.equal((await elsewhere.auth.getUser()).error === null, others);
  });
}

test('signOut with scope others keeps this session', async () => {
  const { supabase, email } = await owner();
  const elsewhere = client();
  ok(await elsewhere.auth.signInWithPassword({ email, password }));

  await supabase.auth.signOut({ scope: 'others' });

  ok(await supabase.auth.getUser());
  assert.notEqual((await elsewhere.auth.getUser()).error, null);
});

test('the operator makes, lists, changes and deletes users', async () => {
  const { auth } = operator();
  const email = freshEmail('made');

  const { user } = ok(await auth.admin.createUser({ email, password, email_confirm: true, user_metadata: { a: 1 } }));
  const changed = ok(await auth.admin.updateUserById(user.id, { user_metadata: { b: 2 } }));
  const list = ok(await auth.admin.listUsers({ page: 1, perPage: 1000 }));

  assert.deepEqual(changed.user.user_metadata, { a: 1, b: 2 });
  assert.ok(list.users.some((listed) => listed.id === user.id));
  assert.equal(list.total, list.users.length);
  ok(await client().auth.signInWithPassword({ email, password }));
  ok(await auth.admin.deleteUser(user.id));
  assert.equal((await auth.admin.getUserById(user.id)).error.code, 'user_not_found');
});

test('the anon key is no operator', async () => {
  const { error } = await client().auth.admin.listUsers();

  assert.equal(error.code, 'not_admin');
});
