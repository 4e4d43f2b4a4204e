import type { Page } from 'playwright-core';
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
