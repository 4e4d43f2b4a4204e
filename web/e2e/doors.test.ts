import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import { Colleague } from './api';
import { openAs, setTheStage, settled, type Stage } from './browser';
import { serve } from './server';

let stage: Stage;

beforeAll(async () => {
  stage = await setTheStage();
});
afterAll(() => stage.close());

async function at(path: string, base = stage.server.url): Promise<Page> {
  const context = await stage.browser.newContext({ baseURL: base });
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

async function found(page: Page, agency: string, email: string): Promise<void> {
  await page.getByLabel('Agency name').fill(agency);
  await page.getByLabel('Your name').fill('Robin First');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill('a long first word');
  await page.getByRole('button', { name: 'Create agency' }).click();
}

test('the set-up link makes the first owner, once; who comes second keeps what they typed', async () => {
  const server = await serve({ demo: false });
  try {
    const first = await at(server.setupPath, server.url);
    const second = await at(server.setupPath, server.url);
    await found(first, 'First Light', 'robin@first.test');
    await settled(first);
    await first.getByRole('button', { name: 'Agency: First Light. Switch agency' }).waitFor();

    await found(second, 'Second Light', 'robin@second.test');
    await second.getByRole('alert').getByText(/link/i).waitFor();
    expect(await second.getByLabel('Agency name').inputValue()).toBe('Second Light');
    expect(await second.getByRole('textbox', { name: 'Password' }).inputValue()).toBe('a long first word');
    await Promise.all([first.context().close(), second.context().close()]);
  } finally {
    await server.stop();
  }
}, 400_000);

type Invited = { invitation_id: string; token: string };

const invite = async (owner: Colleague, email: string): Promise<Invited> => {
  const [invited] = await owner.call<Invited[]>('invite_member', { email, role: 'pm' });
  if (invited === undefined) throw new Error('invite_member answered nothing');
  return invited;
};

test('an invitation is taken once; used, expired and withdrawn ones say so', async () => {
  const owner = await Colleague.signIn(stage.server, 'owner');
  const unique = Date.now();
  const [used, expired, withdrawn] = await Promise.all(
    ['used', 'expired', 'withdrawn'].map((word) => invite(owner, `${word}-${unique}@northlight.test`)),
  );
  if (used === undefined || expired === undefined || withdrawn === undefined) throw new Error('not invited');
  await owner.call('revoke_invitation', { invitation_id: withdrawn.invitation_id });
  await Colleague.operator(stage.server).send('PATCH', `invitations?id=eq.${expired.invitation_id}`, {
    expires_at: new Date(Date.now() - 60_000).toISOString(),
  });

  const page = await at(`/invite/${used.token}`);
  await page.getByRole('heading', { name: 'Join Northlight' }).waitFor();
  await page.getByLabel('Your name').fill('Ursa Used');
  await page.getByRole('textbox', { name: 'Choose a password' }).fill('a long first word');
  await page.getByRole('button', { name: 'Join the agency' }).click();
  await settled(page);
  for (const [token, words] of [
    [used.token, 'This invitation was used'],
    [expired.token, 'This invitation has expired'],
    [withdrawn.token, 'This invitation was withdrawn'],
  ] as const) {
    await page.goto(`/invite/${token}`);
    await page.getByRole('heading', { name: words }).waitFor();
  }
  await page.context().close();
});

test('an invitation withdrawn while someone types is refused, and what they typed stays', async () => {
  const owner = await Colleague.signIn(stage.server, 'owner');
  const { invitation_id, token } = await invite(owner, `late-${Date.now()}@northlight.test`);
  const page = await at(`/invite/${token}`);
  await page.getByLabel('Your name').fill('Lee Late');
  await page.getByRole('textbox', { name: 'Choose a password' }).fill('a long first word');
  await owner.call('revoke_invitation', { invitation_id });
  await page.getByRole('button', { name: 'Join the agency' }).click();

  await page
    .getByRole('alert')
    .getByText(/invitation/i)
    .waitFor();
  expect(await page.getByLabel('Your name').inputValue()).toBe('Lee Late');
  await page.context().close();
});

test('a photo is made small, shown and kept; a picture from elsewhere is never asked for', async () => {
  const page = await openAs(stage, 'creative');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('/settings/me');
  const canvas =
    'const c=document.createElement("canvas");c.width=900;c.height=600;c.getContext("2d").fillRect(0,0,300,600)';
  const data = await page.evaluate<string>(`(() => {${canvas};return c.toDataURL('image/png')})()`);
  await page.locator('input[type=file]').setInputFiles({
    name: 'me.png',
    mimeType: 'image/png',
    buffer: Buffer.from(data.split(',')[1] ?? '', 'base64'),
  });
  await page.getByRole('button', { name: 'Remove' }).waitFor();
  await page.getByRole('button', { name: 'Save profile' }).click();
  await page.getByText('Profile saved').waitFor();
  await page.reload();
  await page.locator('header img[src^="data:image/webp"]').waitFor();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Save profile' }).click();
  await page.getByText('Profile saved').waitFor();

  const creative = await Colleague.signIn(stage.server, 'creative');
  const me = await creative.call<{ user: { id: string } }>('whoami', {});
  await creative.send('PATCH', `users?id=eq.${me.user.id}`, { avatar_url: 'https://tracker.test/pixel.gif' });
  await page.reload();
  await settled(page);
  expect(await page.locator('header img').count()).toBe(0);
  expect(asked.filter((url) => url.includes('tracker.test'))).toEqual([]);
  await creative.send('PATCH', `users?id=eq.${me.user.id}`, { avatar_url: null });
  await page.context().close();
});

/** What an authenticator shows for a key, so many half minutes from now. */
function codeOf(key: string, later = 0): string {
  const letters = [...key.replaceAll(' ', '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter));
  const bits = letters.map((five) => five.toString(2).padStart(5, '0')).join('');
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const hash = createHmac('sha1', secret).update(step).digest();
  const number = hash.readUInt32BE((hash[19] ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

test('a link sets a password; a second factor is set up and asked for; a recovery code stands for it', async () => {
  const email = `lost-${Date.now()}@doors.test`;
  const operator = Colleague.operator(stage.server);
  const user_metadata = { agency_name: 'Lost and Found' };
  await operator.auth('admin/users', { email, password: 'a long first word', email_confirm: true, user_metadata });
  const { action_link: link } = await operator.auth<{ action_link: string }>('admin/generate_link', {
    type: 'recovery',
    email,
    redirect_to: `${stage.server.url}/set-password`,
  });

  const page = await at(link);
  await page.getByRole('textbox', { name: 'New password' }).fill('a long second word');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.waitForURL(/\/$/);
  expect(page.url()).not.toContain('access_token');
  await page.goto('/settings/second-factor');
  await page.getByRole('button', { name: 'Set up' }).click();
  const key = (await page.getByLabel('Key').textContent()) ?? '';
  await page.getByRole('textbox', { name: 'Code' }).fill(codeOf(key));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('button', { name: 'Add another' }).waitFor();
  const recovery = await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').first().innerText();

  const next = await at('/sign-in?next=/settings/second-factor');
  await next.getByLabel('E-mail').fill(email);
  await next.getByRole('textbox', { name: 'Password' }).fill('a long second word');
  await next.getByRole('button', { name: 'Sign in' }).click();
  await next.getByRole('heading', { name: 'One more step' }).waitFor();
  await next.getByRole('textbox', { name: 'Code' }).fill(codeOf(key, 1));
  await next.getByRole('button', { name: 'Go on' }).click();
  await next.getByRole('button', { name: 'Remove' }).waitFor();
  await next.evaluate(() => localStorage.clear());
  await next.goto('/sign-in?next=/settings/second-factor');
  await next.getByLabel('E-mail').fill(email);
  await next.getByRole('textbox', { name: 'Password' }).fill('a long second word');
  await next.getByRole('button', { name: 'Sign in' }).click();
  await next.getByRole('button', { name: 'Lost the device? Use a recovery code' }).click();
  await next.getByRole('textbox', { name: 'Recovery code' }).fill(recovery);
  await next.getByRole('button', { name: 'Go on' }).click();
  await next.getByText('9 of 10 are left').waitFor();
  await page.goto(link);
  await page.getByText('This link was used').waitFor();
  await Promise.all([page.context().close(), next.context().close()]);
});
