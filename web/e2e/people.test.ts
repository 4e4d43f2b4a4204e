import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { Colleague } from './api';
import { openAs, setTheStage, settled, type Stage } from './browser';

let stage: Stage;

beforeAll(async () => {
  stage = await setTheStage();
});
afterAll(() => stage.close());

const navigation = async (page: Page): Promise<string[]> =>
  (await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link').allInnerTexts()).map((text) =>
    // a count, and the word that says of what, stand on lines of their own
    text.replace(/\n[\s\S]*$/, ''),
  );

test('an owner sees the whole agency and runs it', async () => {
  const page = await openAs(stage, 'owner');
  expect(await navigation(page)).toEqual(['Home', 'Clients', 'Inbox', 'Alerts', 'Cartridges', 'Settings']);

  await page.goto('/settings');
  await settled(page);
  const settings = await page.getByRole('navigation', { name: 'Settings' }).getByRole('link').allInnerTexts();
  expect(settings.slice(0, 6)).toEqual([
    'Agency profile',
    'Members',
    'Invitations',
    'Roles',
    'API keys',
    'Audit log',
  ]);
  await page.context().close();
});

test('an account manager works with clients and does not run the agency', async () => {
  const page = await openAs(stage, 'account');
  expect(await navigation(page)).toContain('Clients');
  await page.goto('/clients');
  await page.locator('tr[data-id]').first().waitFor();
  expect(await page.getByRole('button', { name: 'New', exact: true }).count()).toBe(1);

  await page.goto('/settings');
  await settled(page);
  const settings = await page.getByRole('navigation', { name: 'Settings' }).getByRole('link').allInnerTexts();
  expect(settings).not.toContain('Audit log');
  expect(settings).not.toContain('API keys');
  await page.goto('/settings/nothing');
  await page.getByText('There is nothing at this address').waitFor();
  expect(await page.getByRole('heading', { level: 1 }).allInnerTexts()).toEqual(['Settings']);

  await page.locator('#content').waitFor();
  await page.goto('/clients');
  await page.locator('tr[data-id]').first().click();
  await page.getByRole('heading', { name: 'Contract', exact: true }).waitFor();
  expect(await page.getByText('Value', { exact: true }).count()).toBe(0);
  await page.context().close();
});

test('a contact user sees their own company and nothing else', async () => {
  const page = await openAs(stage, 'customer');
  await page.waitForURL(/\/portal$/);
  expect(await navigation(page)).toEqual(['Overview', 'Conversations', 'Documents', 'Settings']);
  await settled(page);
  expect(await page.getByText('Note, only for us').count()).toBe(0);

  for (const path of ['/clients', '/inbox', '/alerts', '/']) {
    await page.goto(path);
    await page.waitForURL(/\/portal$/);
  }
  await page.goto('/portal/conversations');
  await settled(page);
  expect(await page.getByText('Note, only for us').count()).toBe(0);
  expect(await page.getByRole('button', { name: /reply/i }).count()).toBe(0);
  await page.context().close();
});

test('an agency sees nothing of another', async () => {
  const [ours, theirs] = [await openAs(stage, 'owner'), await openAs(stage, 'owner@harbour.test')];
  const namesOf = async (page: Page) => {
    await page.goto('/clients');
    await page.locator('tr[data-id]').first().waitFor();
    return page.locator('tr[data-id]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-id')));
  };
  const [here, there] = [await namesOf(ours), await namesOf(theirs)];
  expect(here.filter((id) => there.includes(id))).toEqual([]);

  await theirs.goto(`/clients/${here[0]}`);
  await theirs.getByRole('alert').getByText('This client can’t be shown').waitFor();
  await Promise.all([ours.context().close(), theirs.context().close()]);
});

test('a wrong password keeps what was typed and says so', async () => {
  const context = await stage.browser.newContext({ baseURL: stage.server.url });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill('nobody@northlight.test');
  await page.getByRole('textbox', { name: 'Password' }).fill('wrong-password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('alert').getByText('E-mail or password is not right.').waitFor();
  expect(await page.getByLabel('E-mail').inputValue()).toBe('nobody@northlight.test');
  await context.close();
});

test('whoever is signed out comes back to where they wanted to be', async () => {
  const context = await stage.browser.newContext({ baseURL: stage.server.url });
  const page = await context.newPage();
  await page.goto('/clients?health=red');
  await page.waitForURL(/\/sign-in\?next=/);
  await page.getByLabel('E-mail').fill('owner@northlight.test');
  await page.getByRole('textbox', { name: 'Password' }).fill('atrium-demo');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(/\/clients\?health=red$/);
  await context.close();
});

test('an invitation that is not known says so', async () => {
  const context = await stage.browser.newContext({ baseURL: stage.server.url });
  const page = await context.newPage();
  await page.goto('/invite/not-a-token');
  await page.getByRole('heading', { name: 'This invitation is not known' }).waitFor();
  await context.close();
});

const saved = async (page: Page, file: Locator) => {
  const [download] = await Promise.all([page.waitForEvent('download'), file.getByRole('button').first().click()]);
  return [download.suggestedFilename(), await readFile(await download.path(), 'utf8')];
};

test('a file among a client’s documents is fetched by us, and by the client’s people once it is shared', async () => {
  const customer = await Colleague.signIn(stage.server, 'customer');
  const [client] = await customer.send<{ id: string }[]>('GET', 'clients?select=id&limit=1');
  const name = `Brief ${Date.now()}, 100 %.txt`;
  const [ours, theirs] = [await openAs(stage, 'account'), await openAs(stage, 'customer')];
  const fileOn = (page: Page) =>
    page.getByRole('region', { name: 'Documents' }).getByRole('listitem').filter({ hasText: name });

  await ours.goto(`/clients/${client?.id}?tab=documents`);
  const [chooser] = await Promise.all([
    ours.waitForEvent('filechooser'),
    ours.getByRole('button', { name: 'Add files' }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from('what we want') });
  const sharing = fileOn(ours).getByRole('button', { name: `${name}: only for us` });
  await sharing.waitFor();
  expect(await saved(ours, fileOn(ours))).toEqual([name, 'what we want']);

  await theirs.goto('/portal/documents');
  await settled(theirs);
  expect(await fileOn(theirs).count()).toBe(0);
  await sharing.click();
  await ours.getByRole('menuitem', { name: 'Shared with the client' }).click();
  await fileOn(ours).getByText('Shared', { exact: true }).waitFor();
  await theirs.reload();
  await fileOn(theirs).waitFor();
  expect(await saved(theirs, fileOn(theirs))).toEqual([name, 'what we want']);

  const owner = await Colleague.signIn(stage.server, 'owner');
  await owner.send('DELETE', `documents?name=eq.${encodeURIComponent(name)}`);
  await Promise.all([ours, theirs].map((page) => page.context().close()));
});
