import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { repository } from '../cli/clone.ts';

/** Where distributions put it; another one is named by `RACELINGS_CHROMIUM`. */
const paths = [
  process.env['RACELINGS_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

export const browserPath = paths.find((path) => path !== undefined && existsSync(path));

/** One line, in place of tests that silently are not there. */
export const sayIfNotRun = (what: string): void => {
  if (browserPath !== undefined) return;
  console.info(`Not run: ${what}. There is no Chromium here; RACELINGS_CHROMIUM says where one is.`);
};

export class Browser {
  readonly #context: BrowserContext;
  readonly #folder: string;
  /** What the pages complained about. */
  readonly errors: string[] = [];

  private constructor(context: BrowserContext, folder: string) {
    this.#context = context;
    this.#folder = folder;
  }

  static async open(): Promise<Browser> {
    const folder = await mkdtemp(join(tmpdir(), 'racelings-chromium-'));
    const context = await chromium.launchPersistentContext(folder, {
      ...(browserPath !== undefined && { executablePath: browserPath }),
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
      viewport: { width: 1280, height: 900 },
    });
    return new Browser(context, folder);
  }

  async page(address: string): Promise<Page> {
    const page = await this.#context.newPage();
    page.setDefaultTimeout(120_000);
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) this.errors.push(message.text());
    });
    await page.goto(address);
    return page;
  }

  async close(): Promise<void> {
    await this.#context.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

type Axe = {
  readonly run: () => Promise<{
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
  }>;
};

/** Looks at the page in light and dark, wide and on a phone. The debugger's door is used: no page's policy lets axe in. */
export const expectAccessible = async (page: Page): Promise<void> => {
  const axe = await readFile(join(repository, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const found = await (globalThis as unknown as { axe: Axe }).axe.run();
        return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      });
      expect({ colorScheme, width, violations }).toEqual({ colorScheme, width, violations: [] });
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
};
