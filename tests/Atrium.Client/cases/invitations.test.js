import assert from 'node:assert/strict';
import { test } from 'node:test';
import { client, freshEmail, ok, owner, password, withServer } from '../people.js';

withServer();

const invite = async (supabase, email, role = 'pm') =>
  ok(await supabase.rpc('invite_member', { email, role }).single()).token;

test('an invitation shows what it is about before anybody signs in', async () => {
  const { supabase } = await owner('host');
  const email = freshEmail('guest');
  const token = await invite(supabase, email);

  const seen = ok(await client().rpc('invitation_by_token', { token }).single());

  assert.equal(seen.agency_name, "host's agency");
  assert.equal(seen.state, 'open');
});

test('a new account comes in by its invitation', async () => {
  const { supabase } = await owner('host');
  const email = freshEmail('guest');
  const token = await invite(supabase, email);
  const guest = client();

  ok(await guest.auth.signUp({ email, password, options: { data: { invitation_token: token, full_name: 'Guest' } } }));

  const me = ok(await guest.rpc('whoami'));
  assert.equal(me.agency.name, "host's agency");
  assert.equal(me.role, 'pm');
  const again = await client().auth.signUp({
    email: freshEmail('late'), password, options: { data: { invitation_token: token } },
  });
  assert.equal(again.data.session, null);
});

test('an account that exists accepts, and works in both agencies', async () => {
  const { supabase } = await owner('host');
  const guest = await owner('guest');
  const token = await invite(supabase, guest.email, 'account');

  const agency = ok(await guest.supabase.rpc('accept_invitation', { token }));
  ok(await guest.supabase.rpc('switch_agency', { agency_id: agency }));
  ok(await guest.supabase.auth.refreshSession());

  const me = ok(await guest.supabase.rpc('whoami'));
  assert.equal(me.agency.id, agency);
  assert.equal(me.role, 'account');
  assert.equal(ok(await guest.supabase.rpc('my_agencies')).length, 2);
});

test('an invitation to somebody else is refused', async () => {
  const { supabase } = await owner('host');
  const token = await invite(supabase, freshEmail('meant'));
  const stranger = await owner('stranger');

  const { error } = await stranger.supabase.rpc('accept_invitation', { token });

  assert.match(error.code, /^AT/);
});
