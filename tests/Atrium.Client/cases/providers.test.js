import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, browser, client, follow, freshEmail, ok, owner, withServer } from '../people.js';

withServer();

/** What a sign-in by the provider needs: who it will be there, and where it leads in the end. */
const as = (email, redirectTo = `${address()}/welcome`) => ({
  provider: 'acme', options: { redirectTo, skipBrowserRedirect: true, queryParams: { login_hint: email } },
});

test('signInWithOAuth leads to the provider and back with a code that only its browser exchanges', async () => {
  const email = freshEmail('acme');
  const mine = browser();

  const { url } = ok(await mine.auth.signInWithOAuth(as(email)));
  const back = await follow(url);
  const stolen = await browser().auth.exchangeCodeForSession(back.searchParams.get('code'));
  const { session } = ok(await mine.auth.exchangeCodeForSession(back.searchParams.get('code')));

  assert.equal(new URL(url).pathname, '/auth/v1/authorize');
  assert.notEqual(stolen.error, null);
  assert.deepEqual([session.user.email, session.user.app_metadata.provider], [email, 'acme']);
  assert.equal(ok(await mine.from('agencies').select('id')).length, 1);
  ok(await mine.auth.refreshSession());
});

test('who comes again is the same account; without a challenge the session is in the fragment', async () => {
  const email = freshEmail('again');
  const ids = [];

  for (const flow of [browser(), client()]) {
    const { url } = ok(await flow.auth.signInWithOAuth(as(email)));
    const back = await follow(url);
    const said = new URLSearchParams(back.hash.slice(1));
    const { user } = ok(back.searchParams.has('code')
      ? await flow.auth.exchangeCodeForSession(back.searchParams.get('code'))
      : await flow.auth.setSession({
        access_token: said.get('access_token'), refresh_token: said.get('refresh_token'),
      }));
    ids.push(user.id);
  }

  assert.equal(ids[0], ids[1]);
});

test('a browser that never set out gets no session, and nobody is led elsewhere', async () => {
  const { url } = ok(await browser().auth.signInWithOAuth(as(freshEmail('other'))));
  const out = await fetch(url, { redirect: 'manual' });
  const back = await fetch(out.headers.get('location'), { redirect: 'manual' });
  const other = await fetch(back.headers.get('location'), { redirect: 'manual' });
  const evil = ok(await client().auth.signInWithOAuth(as(freshEmail('evil'), 'https://evil.test/welcome')));
  const led = await follow(evil.url);

  assert.match(other.headers.get('location'), /error_code=bad_oauth_state/);
  assert.equal(led.origin, address());
});

/** Somebody with a password who comes back with codes. */
async function member() {
  const { session, user } = await owner();
  const mine = browser();
  ok(await mine.auth.setSession(session));
  return { mine, user };
}

const providersOf = async (supabase) =>
  ok(await supabase.auth.getUserIdentities()).identities.map(({ provider }) => provider).sort();

test('linkIdentity adds a way to sign in, unlinkIdentity takes it away, but never the last', async () => {
  const { mine, user } = await member();
  const there = freshEmail('there');

  const { url } = ok(await mine.auth.linkIdentity(as(there)));
  const back = await follow(url);
  const before = await providersOf(mine);
  const { session } = ok(await mine.auth.exchangeCodeForSession(back.searchParams.get('code')));
  const linked = await providersOf(mine);
  const next = browser();
  const again = await follow(ok(await next.auth.signInWithOAuth(as(there))).url);
  const came = ok(await next.auth.exchangeCodeForSession(again.searchParams.get('code')));
  const [mail, acme] = ['email', 'acme'].map((name) =>
    session.user.identities.find(({ provider }) => provider === name));
  const unproved = await mine.auth.unlinkIdentity(mail);
  ok(await mine.auth.unlinkIdentity(acme));
  const last = await mine.auth.unlinkIdentity(mail);

  assert.deepEqual([before, linked], [['email'], ['acme', 'email']]);
  assert.deepEqual([session.user.id, came.user.id], [user.id, user.id]);
  assert.equal(unproved.error.code, 'email_conflict_identity_not_deletable');
  assert.equal(last.error.code, 'single_identity_not_deletable');
  assert.deepEqual(await providersOf(mine), ['email']);
});

test('what belongs to somebody else is not linked, and their identity not unlinked', async () => {
  const [first, second] = [await member(), await member()];
  const there = freshEmail('shared');
  const back = await follow(ok(await first.mine.auth.linkIdentity(as(there))).url);
  const { session } = ok(await first.mine.auth.exchangeCodeForSession(back.searchParams.get('code')));

  const taken = await follow(ok(await second.mine.auth.linkIdentity(as(there))).url);
  const foreign = await second.mine.auth.unlinkIdentity(session.user.identities[0]);

  assert.equal(taken.searchParams.get('error_code'), 'identity_already_exists');
  assert.equal(foreign.error.code, 'identity_not_found');
  assert.equal((await client().auth.linkIdentity(as(there))).error.code, 'no_authorization');
  assert.deepEqual(await providersOf(second.mine), ['email']);
});
