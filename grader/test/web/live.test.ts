import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Timeline } from '../../verdict/timeline.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { reduce } from '../../watch/model/reducer.ts';
import type { Event, State, Wish } from '../../watch/model/state.ts';
import { servePage } from '../../web/server.ts';
import { temporaryKit } from '../kit.ts';
import { after, failed, lostUpdate, opened, read, saved, verdict } from '../watch/sample-state.ts';
import { Browser, browserPath, sayIfNotRun } from './browser.ts';

sayIfNotRun('the parts of the page, in a browser');

const at = (line: number): { readonly file: string; readonly line: number } => ({ file: 'main.ts', line });

/** B is woken by A's notify. */
const timeline: Timeline = {
  lanes: ['A', 'B'],
  memory: ['count'],
  rows: [
    { lane: 1, text: 'wait(count, 0) sleeps', location: at(2), memory: ['0'] },
    { lane: 0, text: 'write count ← 1', location: at(3), memory: ['1'], paused: true },
    { lane: 0, text: 'notify(count)', location: at(3), memory: ['1'] },
    { lane: 1, text: 'read count → 1', location: at(4), memory: ['1'] },
  ],
  pending: [{ from: 0, to: 2 }],
};

const text = 'one\ntwo\nthree\nfour\n';

const shown = (): State => {
  if (failed.state !== 'failed') throw new Error('Expected a failed verdict');
  const [finding] = failed.findings;
  const given: Verdict = { ...failed, findings: [{ ...finding, timeline }] };
  return after(opened, read(text), verdict(1, given)).state;
};

type Served = {
  readonly address: string;
  readonly wishes: readonly Wish[];
  readonly dispatch: (event: Event) => void;
  readonly close: () => Promise<void>;
};

/** A page with the session's own reducer behind it. */
const serve = async (root: string): Promise<Served> => {
  const wishes: Wish[] = [];
  let state = shown();
  const dispatch = (event: Event): void => {
    state = reduce(state, event).state;
    page.show(state);
  };
  const page = await servePage({
    root,
    onWish: (wish) => {
      wishes.push(wish);
      dispatch({ kind: 'wished', wish });
    },
  });
  page.show(state);
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => (closed ??= page.close());
  onTestFinished(close);
  return { address: page.address, wishes, dispatch, close };
};

describe.skipIf(browserPath === undefined)('the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await Browser.open();
  });
  afterAll(async () => {
    await browser.close();
  });

  test('the steps are gone through by dragging; the mouse on a step or a line shows values', async () => {
    const { address } = await serve(await temporaryKit({}));
    const page = await browser.page(address);
    const slider = page.getByRole('slider');
    // Only when it stands still is it known where it is.
    await slider.hover();
    const box = await slider.boundingBox();
    if (!box) throw new Error('Expected a slider');
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + 8, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, y);
    await page.mouse.move(box.x + box.width - 8, y);
    await page.mouse.up();
    // It is drawn a moment later.
    await page.locator('li[aria-current="step"] .number', { hasText: '4' }).waitFor();
    expect(await page.locator('li[aria-current="step"] .number').innerText()).toBe('4');
    expect(await page.locator('.source li[aria-current] .line-number').innerText()).toBe('4');
    expect(await page.locator('li[data-step="1"]').getAttribute('title')).toBe('count: 1');
    expect(await page.locator('.source li[data-place="main.ts:3"]').getAttribute('title')).toBe(
      '2: write count ← 1\n3: notify(count)',
    );
    expect(browser.errors).toEqual([]);
  });

  test('an arrow goes from a notify to the one that it wakes; a pause is said', async () => {
    const { address } = await serve(await temporaryKit({}));
    const page = await browser.page(address);
    const arrow = await page.locator('.elbow.ends').boundingBox();
    const [notify, woken] = await Promise.all(
      [2, 3].map(async (step) => page.locator(`li[data-step="${step}"] .dot`).boundingBox()),
    );
    if (!arrow || !notify || !woken) throw new Error('Expected an arrow between two steps');
    expect(arrow.x).toBeLessThanOrEqual(notify.x + notify.width);
    expect(arrow.x + arrow.width).toBeGreaterThanOrEqual(woken.x - 1);
    expect(arrow.y).toBeGreaterThan(notify.y);
    expect(arrow.y).toBeLessThan(woken.y);
    expect(await page.locator('li[data-step="1"] .paused').isVisible()).toBe(true);
  });

  test('whoever goes through the steps is not thrown back by what TypeScript says', async () => {
    const { address, dispatch } = await serve(await temporaryKit({}));
    const page = await browser.page(address);
    const step = page.locator('li[aria-current="step"] .number');
    await page.locator('li[data-step="2"]').click();
    expect(await step.innerText()).toBe('3');
    dispatch({
      kind: 'typed',
      exercise: lostUpdate.id,
      typed: { hash: saved(text).files.hash, errors: ['main.ts:1  TS2304'] },
    });
    await page.getByText('main.ts:1 TS2304').waitFor();
    expect(await step.innerText()).toBe('3');
  });

  test('hints come one by one, and a click on a line opens it in the editor', async () => {
    const { address, wishes } = await serve(await temporaryKit({}));
    const page = await browser.page(address);
    const hints = page.locator('[data-section="hints"] summary');
    expect(await hints.count()).toBe(0);
    await page.getByRole('button', { name: 'Show a hint' }).click();
    await page.getByText('Who reads first?').waitFor();
    expect(await hints.count()).toBe(1);
    await page.getByRole('button', { name: 'The next hint' }).click();
    await page.getByText('These are all the hints.').waitFor();
    expect(await hints.count()).toBe(2);
    // A line that is marked is a button; any other one can be clicked as well.
    for (const line of [3, 1]) await page.locator(`.source li[data-place="main.ts:${line}"] .line-number`).click();
    await expect
      .poll(() => wishes.filter(({ kind }) => kind === 'edit'))
      .toEqual([
        { kind: 'edit', ...at(3) },
        { kind: 'edit', ...at(1) },
      ]);
  });

  test('a grader that ended is said, and one at another address; the page goes on when it is back', async () => {
    const root = await temporaryKit({});
    const { address, close } = await serve(root);
    const page = await browser.page(address);
    await page.locator('.verdict-line').waitFor();
    await close();
    await page.getByText('The grader has ended.').waitFor();
    expect(await page.getByRole('button', { name: 'Judge again' }).isVisible()).toBe(true);

    const elsewhere = await temporaryKit({});
    await mkdir(join(elsewhere, '.racelings'), { recursive: true });
    const { port } = new URL(address);
    const place = { port: Number(port), token: 'another-token-of-22-ch' };
    await writeFile(join(elsewhere, '.racelings', 'page.json'), JSON.stringify(place));
    const other = await serve(elsewhere);
    expect(other.address).toContain(place.token);
    await page.getByText('Something else answers at this address.').waitFor();
    await other.close();
    await page.getByText('The grader has ended.').waitFor();
    const back = await serve(root);
    expect(back.address).toBe(address);
    await page.locator('#connection').waitFor({ state: 'hidden' });
    back.dispatch({ kind: 'told', notice: 'It goes on.' });
    await page.getByText('It goes on.').waitFor();
  });
});
