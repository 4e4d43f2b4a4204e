import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { serve, type Server } from './server';

export type Stage = { browser: Browser; server: Server; close: () => Promise<void> };

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function setTheStage(): Promise<Stage> {
  const server = await serve();
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: flags });
  return {
    browser,
    server,
    close: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

export const wide = { width: 1440, height: 900 };
export const narrow = { width: 360, height: 740 };

/** A fresh window, signed in as one of the demo people. Errors of the page fail the test that made them. */
export async function openAs(
  { browser, server }: Stage,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: wide,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(name.includes('@') ? name : `${name}@northlight.test`);
  await page.getByRole('textbox', { name: 'Password' }).fill('atrium-demo');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('banner').waitFor();
  return page;
}

/** Waits until nothing is loading any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('#content').waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelector('[aria-label="Loading"]') === null);
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Finding = { id: string; impact: string | null; nodes: { target: unknown[]; failureSummary?: string }[] };

type Axe = { run: (options: object) => Promise<{ violations: Finding[] }> };

/** The rules whose answer depends on colours: of two colour schemes of one page, only these differ. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** What axe finds to be serious or critical, as lines that name rule and place. */
export async function seriousFindings(page: Page, { coloursOnly = false } = {}): Promise<string[]> {
  await page.evaluate(axeSource);
  const rules = coloursOnly ? { runOnly: { type: 'rule', values: colourRules } } : {};
  const findings = await page.evaluate(
    async (options) => (await (globalThis as unknown as { axe: Axe }).axe.run(options)).violations,
    { resultTypes: ['violations'], ...rules },
  );
  return findings
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .flatMap((one) =>
      one.nodes
        .slice(0, 4)
        .map(
          (node) =>
            `${one.id}: ${node.target.join(' ')} (${(node.failureSummary ?? '').replace(/\s+/g, ' ').slice(0, 200)})`,
        ),
    );
}
