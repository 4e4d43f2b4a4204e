import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, browser, client, freshEmail, mailTo, ok, operator, owner, password, withServer } from '../people.js';

withServer();

test('resetPasswordForEmail sends a link whose token sets a new password', async () => {
  const { email } = await owner();
  const supabase = client();

  ok(await supabase.auth.resetPasswordForEmail(email));
  const { token } = await mailTo(email);
  ok(await supabase.auth.verifyOtp({ type: 'recovery', token_hash: token }));
  ok(await supabase.auth.updateUser({ password: 'another horse battery' }));

  ok(await client().auth.signInWithPassword({ email, password: 'another horse battery' }));
  const again = await client().auth.verifyOtp({ type: 'recovery', token_hash: token });
  assert.equal(again.error.code, 'otp_expired');
});

test('signInWithOtp sends digits that sign in, and the answer for a stranger is the same', async () => {
  const { email, user } = await owner();

  const known = await client().auth.signInWithOtp({ email, options: { shouldCreateUser: false } });
  const stranger = await client().auth.signInWithOtp({
    email: freshEmail('stranger'), options: { shouldCreateUser: false },
  });
  const { code } = await mailTo(email);
  const { session } = ok(await client().auth.verifyOtp({ type: 'email', email, token: code }));

  assert.deepEqual(stranger, known);
  assert.equal(session.user.id, user.id);
});

test('a link leads back with a code that only its browser exchanges', async () => {
  const { email, user } = await owner();
  const mine = browser();

  ok(await mine.auth.signInWithOtp({ email, options: { emailRedirectTo: `${address()}/welcome` } }));
  const { link } = await mailTo(email);
  const led = await fetch(link, { redirect: 'manual' });
  const back = new URL(led.headers.get('location'));
  const { session } = ok(await mine.auth.exchangeCodeForSession(back.searchParams.get('code')));

  assert.equal(back.pathname, '/welcome');
  assert.equal(session.user.id, user.id);
});

test('updateUser moves the account once both addresses have confirmed', async () => {
  const { supabase, email } = await owner();
  const next = freshEmail('next');

  const { user } = ok(await supabase.auth.updateUser({ email: next }));
  const [fresh, current] = [await mailTo(next), await mailTo(email)];
  ok(await client().auth.verifyOtp({ type: 'email_change', token_hash: current.token }));
  const moved = ok(await client().auth.verifyOtp({ type: 'email_change', token_hash: fresh.token }));

  assert.equal(user.new_email, next);
  assert.equal(moved.user.email, next);
  ok(await client().auth.signInWithPassword({ email: next, password }));
});

test('the operator invites, and makes links to send', async () => {
  const email = freshEmail('guest');

  const { user } = ok(await operator().auth.admin.inviteUserByEmail(email, { data: { full_name: 'Guest' } }));
  const { token } = await mailTo(email);
  const { session } = ok(await client().auth.verifyOtp({ type: 'invite', token_hash: token }));
  const { properties } = ok(await operator().auth.admin.generateLink({ type: 'magiclink', email }));

  assert.equal(session.user.id, user.id);
  assert.match(properties.action_link, /\/auth\/v1\/verify\?token=/);
  ok(await client().auth.verifyOtp({ type: properties.verification_type, token_hash: properties.hashed_token }));
});

test('resend and reauthenticate are answered', async () => {
  const { supabase, email } = await owner();

  ok(await client().auth.resend({ type: 'signup', email: freshEmail('nobody') }));
  ok(await supabase.auth.reauthenticate());

  assert.match((await mailTo(email)).code, /^\d{6}$/);
});
