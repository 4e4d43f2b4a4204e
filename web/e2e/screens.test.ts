import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { narrow, openAs, seriousFindings, setTheStage, settled, wide, type Stage } from './browser';

const shots = resolve(import.meta.dirname, '../screenshots');

let stage: Stage;
let firstClient: string;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  stage = await setTheStage();
  const page = await openAs(stage, 'owner');
  await page.goto('/clients');
  firstClient = (await page.locator('tr[data-id]').first().getAttribute('data-id')) ?? '';
  await page.context().close();
});
afterAll(() => stage.close());

const ofStaff: [name: string, path: () => string][] = [
  ['home', () => '/'],
  ['clients', () => '/clients'],
  ['clients-peek', () => `/clients?peek=${firstClient}`],
  ['pipeline', () => '/clients?layout=board'],
  ['client', () => `/clients/${firstClient}`],
  ['client-contacts', () => `/clients/${firstClient}?tab=contacts`],
  ['client-documents', () => `/clients/${firstClient}?tab=documents`],
  ['client-history', () => `/clients/${firstClient}?tab=history`],
  ['client-new', () => '/clients/new'],
  ['import', () => '/clients/import'],
  ['inbox', () => '/inbox'],
  ['inbox-all', () => '/inbox?view=all'],
  ['alerts', () => '/alerts'],
  ['alerts-resolved', () => '/alerts?view=resolved'],
  ['cartridges', () => '/cartridges'],
  ['cartridges-mine', () => '/cartridges?view=mine&cartridge=new-instruction'],
  ['guide', () => '/guide/clients'],
  ['agency', () => '/settings/agency'],
  ['members', () => '/settings/members'],
  ['invitations', () => '/settings/invitations'],
  ['roles', () => '/settings/roles'],
  ['keys', () => '/settings/keys'],
  ['audit', () => '/settings/audit'],
  ['me', () => '/settings/me'],
  ['sessions', () => '/settings/sessions'],
  ['appearance', () => '/settings/appearance'],
  ['not-found', () => '/nowhere'],
];

const ofContacts: [string, () => string][] = [
  ['portal', () => '/portal'],
  ['portal-conversations', () => '/portal/conversations'],
  ['portal-documents', () => '/portal/documents'],
];

type Shown = { serious: string[]; sideways: number; oval: number };

const ovalFaces = (): number =>
  [...document.querySelectorAll('[data-initials]')].filter((face) => {
    const { width, height } = face.getBoundingClientRect();
    return Math.abs(width - height) > 1;
  }).length;

async function show(page: Page, name: string, path: string): Promise<Shown> {
  await page.goto(path);
  await settled(page);
  await page.screenshot({ path: `${shots}/${name}.png` });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const oval = await page.evaluate(ovalFaces);
  return { serious: await seriousFindings(page), sideways, oval };
}

describe.each([
  ['light', wide],
  ['dark', wide],
  ['light', narrow],
  ['dark', narrow],
] as const)('in %s at %o', (colorScheme, viewport) => {
  test.each([
    ['owner', ofStaff],
    ['customer', ofContacts],
  ] as const)(
    'every screen of the %s is usable by everyone and fits',
    async (who, screens) => {
      const page = await openAs(stage, who, { colorScheme, viewport });
      const found: Record<string, unknown> = {};
      for (const [name, path] of screens) {
        const { serious, sideways, oval } = await show(page, `${name}-${viewport.width}-${colorScheme}`, path());
        if (serious.length > 0) found[name] = serious;
        if (oval > 0) found[`faces on ${name} are not round`] = oval;
        if (sideways > 0) found[`${name} is wider than the window`] = sideways;
      }
      await page.context().close();

      expect(found).toEqual({});
    },
    600_000,
  );

  test('the doors are usable by everyone and fit', async () => {
    const context = await stage.browser.newContext({ baseURL: stage.server.url, colorScheme, viewport });
    const page = await context.newPage();
    const found: Record<string, unknown> = {};
    for (const [name, path] of [
      ['sign-in', '/sign-in'],
      ['sign-up', '/sign-up'],
      ['invite', '/invite/unknown'],
    ] as const) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.screenshot({ path: `${shots}/${name}-${viewport.width}-${colorScheme}.png` });
      const serious = await seriousFindings(page);
      if (serious.length > 0) found[name] = serious;
    }
    await context.close();

    expect(found).toEqual({});
  });
});
