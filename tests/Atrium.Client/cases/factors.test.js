import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { address, client, ok, operator, owner, password, withServer } from '../people.js';

withServer();

/** What an authenticator shows for a key, so many half minutes from now. */
function codeOf(secret, later = 0) {
  const bits = [...secret].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const hash = createHmac('sha1', key).update(counter).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('enroll, challenge and verify make the session one of two factors', async () => {
  const { supabase, email, user } = await owner();
  const elsewhere = client();
  ok(await elsewhere.auth.signInWithPassword({ email, password }));

  const factor = ok(await supabase.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'phone', issuer: 'Atrium' }));
  const wrong = await supabase.auth.mfa.challengeAndVerify({ factorId: factor.id, code: '00000x' });
  ok(await supabase.auth.mfa.challengeAndVerify({ factorId: factor.id, code: codeOf(factor.totp.secret) }));
  const level = ok(await supabase.auth.mfa.getAuthenticatorAssuranceLevel());

  assert.match(factor.totp.qr_code, /^data:image\/svg\+xml;utf-8,<svg/);
  assert.equal(wrong.error.code, 'mfa_verification_failed');
  assert.equal(level.currentLevel, 'aal2');
  assert.equal(ok(await supabase.auth.mfa.listFactors()).totp[0].id, factor.id);
  assert.notEqual((await elsewhere.auth.getUser()).error, null);
  assert.deepEqual(ok(await operator().auth.admin.mfa.listFactors({ userId: user.id })).factors.map((f) => f.id),
    [factor.id]);
});

test('until the code is shown a new session sees nothing of the agency; then it does; removed, it needs none', async () => {
  const { supabase, email } = await owner();
  const factor = ok(await supabase.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'phone' }));
  ok(await supabase.auth.mfa.challengeAndVerify({ factorId: factor.id, code: codeOf(factor.totp.secret) }));
  const next = client();
  ok(await next.auth.signInWithPassword({ email, password }));
  const agencies = async () => ok(await next.from('agencies').select('id')).length;

  const before = [await agencies(), ok(await next.auth.mfa.getAuthenticatorAssuranceLevel()).nextLevel];
  ok(await next.auth.mfa.challengeAndVerify({ factorId: factor.id, code: codeOf(factor.totp.secret, 1) }));
  const after = await agencies();
  ok(await next.auth.mfa.unenroll({ factorId: factor.id }));
  ok(await next.auth.refreshSession());

  assert.deepEqual([before, after], [[0, 'aal2'], 1]);
  assert.equal(ok(await next.auth.mfa.getAuthenticatorAssuranceLevel()).nextLevel, 'aal1');
});

/** Asks for what is ours and no part of supabase-js; with its tokens. */
async function codes(supabase, method, path = '', body = undefined) {
  const { session } = ok(await supabase.auth.getSession());
  const answer = await fetch(`${address()}/auth/v1/factors/recovery-codes${path}`, {
    method, body: body && JSON.stringify(body),
    headers: { apikey: supabase.supabaseKey, authorization: `Bearer ${session.access_token}` },
  });
  return { status: answer.status, body: await answer.json() };
}

test('ten recovery codes are shown once; each answers a session once in the place of the factor', async () => {
  const { supabase, email } = await owner();
  const early = await codes(supabase, 'POST');
  const factor = ok(await supabase.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'phone' }));
  ok(await supabase.auth.mfa.challengeAndVerify({ factorId: factor.id, code: codeOf(factor.totp.secret) }));
  const old = (await codes(supabase, 'POST')).body.codes;
  const made = (await codes(supabase, 'POST')).body.codes;
  const next = client();
  ok(await next.auth.signInWithPassword({ email, password }));

  const refused = [await codes(next, 'POST'), await codes(next, 'POST', '/verify', { code: old[0] })];
  const passed = await codes(next, 'POST', '/verify', { code: made[0].toLowerCase() });
  ok(await next.auth.setSession(passed.body));
  const again = await codes(next, 'POST', '/verify', { code: made[0] });

  assert.equal(early.body.error_code, 'mfa_factor_not_found');
  assert.deepEqual([made.length, new Set([...old, ...made]).size], [10, 20]);
  assert.deepEqual(refused.map(({ body }) => body.error_code), ['insufficient_aal', 'recovery_code_not_valid']);
  const level = ok(await next.auth.mfa.getAuthenticatorAssuranceLevel());
  assert.deepEqual([level.currentLevel, level.currentAuthenticationMethods[0].method], ['aal2', 'recovery_code']);
  assert.equal(ok(await next.from('agencies').select('id')).length, 1);
  assert.equal(again.body.error_code, 'recovery_code_not_valid');
  assert.deepEqual((({ left, of }) => [left, of])((await codes(supabase, 'GET')).body), [9, 10]);
});

test('who lost the device removes the factor with a code, and the other codes go with it', async () => {
  const { supabase, email } = await owner();
  const factor = ok(await supabase.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'phone' }));
  ok(await supabase.auth.mfa.challengeAndVerify({ factorId: factor.id, code: codeOf(factor.totp.secret) }));
  const made = (await codes(supabase, 'POST')).body.codes;
  const next = client();
  ok(await next.auth.signInWithPassword({ email, password }));

  const early = await next.auth.mfa.unenroll({ factorId: factor.id });
  ok(await next.auth.setSession((await codes(next, 'POST', '/verify', { code: made[9] })).body));
  ok(await next.auth.mfa.unenroll({ factorId: factor.id }));

  assert.equal(early.error.code, 'insufficient_aal');
  assert.equal((await codes(next, 'GET')).body.of, 0);
});
