import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { openAs, seriousFindings, setTheStage, settled, type Stage } from './browser';

const shots = resolve(import.meta.dirname, '../screenshots');

let stage: Stage;
let firstClient: string;

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
  ['isolation', () => '/settings/isolation'],
  ['me', () => '/settings/me'],
  ['access', () => '/settings/access'],
  ['second-factor', () => '/settings/second-factor'],
  ['sessions', () => '/settings/sessions'],
  ['appearance', () => '/settings/appearance'],
  ['not-found', () => '/nowhere'],
];

const ofContacts: [string, () => string][] = [
  ['portal', () => '/portal'],
  ['portal-conversations', () => '/portal/conversations'],
  ['portal-documents', () => '/portal/documents'],
];

const doors: [string, () => string][] = [
  ['sign-in', () => '/sign-in'],
  ['sign-up', () => '/sign-up'],
  ['forgot-password', () => '/forgot-password'],
  ['invite', () => '/invite/unknown'],
];

const ovalFaces = (): number =>
  [...document.querySelectorAll('[data-initials]')].filter((face) => {
    const { width, height } = face.getBoundingClientRect();
    return Math.abs(width - height) > 1;
  }).length;

/**
 * What is wrong with a screen; it stays loaded between light and dark. Colours are the same at every width: only the
 * wide one is looked at in both.
 */
async function look(page: Page, name: string): Promise<Record<string, unknown>> {
  const width = page.viewportSize()?.width ?? 0;
  const wrong: Record<string, unknown> = {};
  const schemes = width < 720 ? (['dark'] as const) : (['light', 'dark'] as const);
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    await page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png` });
    const serious = await seriousFindings(page, { coloursOnly: colorScheme !== schemes[0] });
    if (serious.length > 0) wrong[`${name} in ${colorScheme}`] = serious;
  }
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (sideways > 0) wrong[`${name} is wider than the window`] = sideways;
  const oval = await page.evaluate(ovalFaces);
  if (oval > 0) wrong[`faces on ${name} are not round`] = oval;
  return wrong;
}

/** Looks at every screen at one width. Each width has a file of its own, so that both are looked at at once. */
export function lookAtEveryScreen(viewport: { width: number; height: number }): void {
  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    stage = await setTheStage();
    const page = await openAs(stage, 'owner');
    await page.goto('/clients');
    firstClient = (await page.locator('tr[data-id]').first().getAttribute('data-id')) ?? '';
    await page.context().close();
  });
  afterAll(() => stage.close());

  test.each([
    ['owner', ofStaff],
    ['customer', ofContacts],
  ] as const)(
    'every screen of the %s is usable by everyone and fits',
    async (who, screens) => {
      const page = await openAs(stage, who, { viewport });
      const wrong: Record<string, unknown> = {};
      for (const [name, path] of screens) {
        await page.goto(path());
        await settled(page);
        Object.assign(wrong, await look(page, name));
      }
      await page.context().close();

      expect(wrong).toEqual({});
    },
    600_000,
  );

  test('the doors are usable by everyone and fit', async () => {
    const context = await stage.browser.newContext({ baseURL: stage.server.url, viewport });
    const page = await context.newPage();
    const wrong: Record<string, unknown> = {};
    for (const [name, path] of doors) {
      await page.goto(path());
      await page.getByRole('heading', { level: 1 }).waitFor();
      Object.assign(wrong, await look(page, name));
    }
    await context.close();

    expect(wrong).toEqual({});
  });
}
