import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { chromium, type Page } from 'playwright-core';
import { median, percentile, report, spread } from './figures.ts';
import { throwAwayClone } from './throw-away-clone.ts';

/*
 * What a user of the page waits for, in a real browser with a real session: the first picture, a verdict (beside the
 * terminal's), and a step of a drive, from the click to the frame in which it is drawn. RACELINGS_CHROMIUM names
 * another browser.
 */

const id = '02-async-races/01-lost-update';
/** Has enough places for all steps. */
const scenario = 'threeDeposits';
const loads = 11;
const saves = Number(process.env['SAVES'] ?? 20);
const steps = 200;

/** `npm start -- --plain --web`, and what it says. */
class Session {
  readonly #program: ChildProcessWithoutNullStreams;
  #said = '';
  #look: (now: number) => void = () => undefined;

  constructor(root: string) {
    const args = ['grader/start.cjs', 'watch', 'lost-update', '--plain', '--web'];
    this.#program = spawn(process.execPath, args, { cwd: root });
    this.#program.stderr.pipe(process.stderr);
    this.#program.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text;
      this.#look(Date.now());
    });
  }

  /** @returns what matched, and when it was said, in ms since the epoch */
  async says(pattern: RegExp): Promise<{ readonly found: string; readonly at: number }> {
    return new Promise((resolve) => {
      this.#look = (at) => {
        const match = pattern.exec(this.#said);
        if (!match) return;
        this.#said = this.#said.slice(match.index + match[0].length);
        this.#look = () => undefined;
        resolve({ found: match[1] ?? '', at });
      };
      this.#look(Date.now());
    });
  }

  async leave(): Promise<void> {
    const ended = new Promise((resolve) => this.#program.once('close', resolve));
    this.#program.stdin.end('q\n');
    await ended;
  }
}

/** Runs a function of `in-page.mjs` in the page. */
const inPage = async <T>(page: Page, call: string): Promise<T> => {
  const text = await readFile(join(import.meta.dirname, 'in-page.mjs'), 'utf8');
  return page.evaluate(`(async () => { ${text.replaceAll('export const', 'const')}; return ${call}; })()`);
};

const firstPictures = async (page: Page, address: string): Promise<readonly number[]> => {
  const times: number[] = [];
  for (let load = 0; load < loads; load++) {
    await page.goto(address);
    times.push(await inPage(page, 'firstPicture()'));
  }
  return times;
};

/** How much later than the terminal the page shows each verdict, in ms. */
const verdictsLater = async (page: Page, session: Session, file: string): Promise<readonly number[]> => {
  const starter = await readFile(file, 'utf8');
  const times: number[] = [];
  for (let save = 0; save < saves; save++) {
    // A verdict names the second of its save, so the next second gives another text.
    await wait(2000 - (Date.now() % 1000));
    const before = await page.locator('.verdict-line').innerText();
    const shown = inPage<number>(page, `nextVerdict(${JSON.stringify(before)})`);
    await writeFile(file, `${starter}\n// save ${save}\n`);
    const { at } = await session.says(/Verdict for[^\n]*/);
    times.push((await shown) - at);
  }
  await writeFile(file, starter);
  await session.says(/Verdict for[^\n]*/);
  return times;
};

/** From a click to the frame with the new place, in ms. */
const driveSteps = async (page: Page): Promise<readonly number[]> => {
  await page.locator('#wish-drive').click();
  await page.locator('.lanes').waitFor();
  await page.locator('#drive-scenarios summary').click();
  await page.locator('#drive-scenarios button', { hasText: scenario }).click();
  await page.locator('#drive-scenarios button[aria-current]', { hasText: scenario }).waitFor();
  return inPage(page, `driveSteps(${steps})`);
};

const root = await throwAwayClone();
const session = new Session(root);
const browser = await chromium.launch({
  executablePath: process.env['RACELINGS_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const { found: address } = await session.says(/The page: (\S+)/);
  await session.says(/Verdict for[^\n]*/);
  const parts = await Promise.all(
    ['', 'page.js', 'page.css'].map(async (name) => (await fetch(`${address}${name}`)).text()),
  );
  const bytes = parts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const compressed = parts.reduce((sum, text) => sum + gzipSync(text).length, 0);
  console.log(`first load: ${Math.round(bytes / 1000)} KB, compressed ${Math.round(compressed / 1000)} KB`);

  const page = await browser.newPage();
  const pictures = await firstPictures(page, address);
  console.log(`first picture, ms: median (least–most) of ${loads}: ${spread(pictures)}`);

  const later = await verdictsLater(page, session, join(root, 'exercises', id, 'deposit.ts'));
  console.log(`a verdict on the page after the terminal's, ms: median (least–most) of ${saves}: ${spread(later)}`);

  const stepped = await driveSteps(page);
  console.log(
    `a step of a drive, click → drawn, ms: ${steps} steps: median ${median(stepped).toFixed(0)}, p99 ${percentile(stepped, 0.99).toFixed(0)}`,
  );
  report({ bytes, compressed, pictures, later, stepped });
} finally {
  await browser.close();
  await session.leave();
  await rm(dirname(root), { recursive: true, force: true });
}
