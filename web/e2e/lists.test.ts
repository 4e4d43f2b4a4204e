import type { Page } from 'playwright-core';
import { Colleague } from './api';
import { openAs, setTheStage, type Stage } from './browser';

let stage: Stage;

beforeAll(async () => {
  stage = await setTheStage();
});
afterAll(() => stage.close());

const cursor = (page: Page) => page.locator('tr[data-cursor]').getAttribute('data-id');

async function clients(page: Page, search = ''): Promise<void> {
  await page.goto(`/clients${search}`);
  await page.locator('tr[data-id]').first().waitFor();
}

test('a list is walked, selected and opened by keys alone', async () => {
  const page = await openAs(stage, 'owner');
  await clients(page);
  await page.keyboard.press('j');
  const first = await cursor(page);
  await page.keyboard.press('j');
  expect(await cursor(page)).not.toBe(first);
  await page.keyboard.press('k');
  expect(await cursor(page)).toBe(first);

  await page.keyboard.press('x');
  await page.getByRole('toolbar', { name: 'Selected clients' }).getByText('1 client selected').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('p');
  await page.getByRole('complementary', { name: 'Client' }).waitFor();
  expect(page.url()).toContain(`peek=${first}`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/clients/${first}$`));
  await page.context().close();
});

test('the palette finds a client and goes there; ? shows the keys; typing is not a shortcut', async () => {
  const page = await openAs(stage, 'owner');
  await clients(page);
  const name = (await page.locator('tr[data-id] td:nth-child(2) a').first().innerText()).split(/\s{2,}|\n/)[0] ?? '';
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(name.slice(0, 6));
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Escape');

  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('Next row', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.type('jjxxc');
  expect(page.url()).toContain('/clients');
  expect(await page.getByRole('searchbox').inputValue()).toBe('jjxxc');
  await page.context().close();
});

test('filters stand in the address and come back with it', async () => {
  const page = await openAs(stage, 'owner');
  await clients(page);
  await page.getByRole('button', { name: 'Health', exact: true }).first().click();
  await page.getByRole('checkbox', { name: 'At risk' }).check();
  await page.waitForURL(/health=red/);
  await page.reload();
  await page.getByRole('button', { name: 'Health: At risk' }).waitFor();
  await page.context().close();
});

test('a change the database refuses goes back to what it was and says why and who could', async () => {
  const page = await openAs(stage, 'pm');
  await page.goto('/clients?layout=board');
  const card = page.getByRole('region', { name: 'Lead' }).locator('li').first();
  await card.waitFor();
  const id = await card.getAttribute('data-id');

  // The right is lost while the page stands open: the screen still offers what the server refuses.
  const owner = await Colleague.signIn(stage.server, 'owner');
  const manager = await Colleague.signIn(stage.server, 'pm');
  const { user } = await manager.call<{ user: { id: string } }>('whoami', {});
  await owner.call('set_member_role', { user_id: user.id, role: 'creative' });
  try {
    await card.getByRole('link').focus();
    await page.keyboard.press('Shift+ArrowRight');
    const toast = page.getByRole('alert').filter({ hasText: 'The client was not moved' });
    await toast.getByText(/Your role does not allow .* Who could: owner, admin, /).waitFor();
    await toast.getByRole('button', { name: /^Copy request id [0-9a-f-]{8}/ }).waitFor();
    await page.getByRole('region', { name: 'Lead' }).locator(`li[data-id="${id}"]`).waitFor();
  } finally {
    await owner.call('set_member_role', { user_id: user.id, role: 'pm' });
  }
  await page.context().close();
});

test('of a selection, a client that was taken away is named and the others are changed', async () => {
  const owner = await Colleague.signIn(stage.server, 'owner');
  const named = `E2E ${Date.now()}`;
  const rows = ['one', 'two', 'gone'].map((word) => ({ name: `${named} ${word}`, code: `${Date.now()}-${word}` }));
  const made = await owner.send<{ id: string }[]>('POST', 'clients', rows);
  const page = await openAs(stage, 'pm');
  await clients(page, `?q=${encodeURIComponent(named)}`);
  await page.getByRole('checkbox', { name: 'Select all shown' }).check();
  await owner.send('DELETE', `clients?id=eq.${made[2]?.id}`);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.getByRole('button', { name: 'Set status' }).click();
  await page.getByRole('menuitem', { name: 'On hold' }).click();

  const notice = page.getByRole('alert').filter({ hasText: '1 of 3 clients stayed as it was' });
  await notice.getByText(`${named} gone`).waitFor();
  await notice.getByText(/does not exist or is not yours/).waitFor();
  await page
    .getByRole('row', { name: `${named} one` })
    .getByText('On hold')
    .waitFor();
  expect(asked.filter((path) => path.includes('/rpc/set_client'))).toEqual(['/rest/v1/rpc/set_clients_status']);
  for (const { id } of made) await owner.send('DELETE', `clients?id=eq.${id}`);
  await page.context().close();
});

test('an edit holds after a reload, and can be undone on the board', async () => {
  const page = await openAs(stage, 'owner');
  await page.goto('/clients?layout=board');
  const from = page.getByRole('region', { name: 'Lead' }).locator('li');
  await from.first().waitFor();
  const id = await from.first().getAttribute('data-id');
  await from.first().getByRole('link').focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByText('Moved to Onboarding').waitFor();
  await page.getByRole('region', { name: 'Onboarding' }).locator(`li[data-id="${id}"]`).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Back in Lead').waitFor();
  await page.reload();
  await page.getByRole('region', { name: 'Lead' }).locator(`li[data-id="${id}"]`).waitFor();
  await page.context().close();
});

test('a file with a wrong row is tried out first and nothing is lost', async () => {
  const page = await openAs(stage, 'owner');
  await page.goto('/clients/import');
  const text = 'Company;Kürzel;Email\nMüller & Söhne;E2E-MS;info@mueller.test\nNo Mail;E2E-NM;not-an-address\n';
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'clients.csv', mimeType: 'text/csv', buffer: Buffer.from(text, 'latin1') });
  await page.getByText('Latin-1').waitFor();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByText('1 would be added').waitFor();
  await page.getByText(/not-an-address is no e-mail address/).waitFor();
  expect(await page.getByRole('button', { name: 'Import 1 client' }).isEnabled()).toBe(true);

  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'wrong.csv', mimeType: 'text/csv', buffer: Buffer.from('Foo,Bar\n1,2\n') });
  await page.getByText(/No column goes into Name/).waitFor();
  expect(await page.getByRole('button', { name: 'Try it out' }).isDisabled()).toBe(true);
  await page.context().close();
});
