import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { client, ok, operator, owner, password, withServer } from '../people.js';

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
