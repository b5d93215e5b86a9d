import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { classMarks } from '../../class/grade/class-marks.ts';
import { reportPage } from '../../class/report/page.ts';
import { judgedPage } from '../../report/html/judged-page.ts';
import { browserCode } from '../../web/browser-code.ts';
import { ann, bob, classFile, collected, entriesOf, record } from '../class/sample-class.ts';
import { temporaryKit } from '../kit.ts';
import { samples } from '../report/samples.ts';
import { Browser, browserPath, expectAccessible, sayIfNotRun } from './browser.ts';

sayIfNotRun('pages that are files, in a browser');

describe.skipIf(browserPath === undefined)('pages that are files', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await Browser.open();
  });
  afterAll(async () => {
    await browser.close();
  });

  const fileOf = async (text: string): Promise<string> => {
    const path = join(await temporaryKit({}), 'page.html');
    await writeFile(path, text);
    return pathToFileURL(path).href;
  };

  const judged = async (): Promise<string> => {
    const verdict = samples['lost-update'];
    if (!verdict) throw new Error('Expected the sample');
    const text = `${'// a line\n'.repeat(11)}const n = read();\nwrite(n + 1);\n`;
    const exercise = { exercise: '04/01', title: 'The counter', verdict, sources: [{ name: 'counter.ts', text }] };
    return fileOf(judgedPage([exercise], await browserCode('report')));
  };

  test('the failing order is gone through by keys, buttons, the slider and clicks; the line is marked', async () => {
    const page = await browser.page(await judged());
    const step = page.locator('li[aria-current="step"] .number');
    const line = page.locator('.source li[aria-current] .line-number');
    const isAt = async (number: string, at: string): Promise<void> => {
      expect([await step.innerText(), await line.innerText()]).toEqual([number, at]);
    };
    await isAt('1', '12');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await isAt('3', '13');
    await page.keyboard.press('ArrowLeft');
    await isAt('2', '12');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await isAt('4', '13');
    await page.getByRole('button', { name: 'Start' }).click();
    await isAt('1', '12');
    await page.getByRole('slider').focus();
    await page.keyboard.press('End');
    await isAt('4', '13');
    expect(await page.getByRole('slider').getAttribute('aria-valuetext')).toBe('4 of 4');
    await page.getByText('2', { exact: true }).first().click();
    await isAt('2', '12');
    await expectAccessible(page);
    expect(browser.errors).toEqual([]);
  });

  test('on a phone the lanes are narrow, and each step says whose it is', async () => {
    const page = await browser.page(await judged());
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.locator('.who').first().isVisible()).toBe(true);
    expect((await page.locator('.who').first().boundingBox())?.width).toBeGreaterThan(40);
    const [first, second] = await Promise.all([0, 1].map(async (n) => page.locator('.dot').nth(n).boundingBox()));
    expect((second?.x ?? 0) - (first?.x ?? 0)).toBeGreaterThan(10);
    expect((second?.x ?? 0) - (first?.x ?? 0)).toBeLessThan(40);
  });

  test('a report of a class is sorted, filtered, opened by its links, and printed whole', async () => {
    const marks = classMarks(
      classFile,
      collected,
      entriesOf(record(ann, 'one', [true, false]), record(bob, 'one', [true, true]), record(bob, 'two', [true])),
    );
    const page = await browser.page(await fileOf(reportPage(marks, { title: 'A class', anonymous: false })));
    const names = async (): Promise<readonly string[]> =>
      page.locator('#marks tbody tr:not([hidden]) th a').allInnerTexts();
    const [one = '', other = ''] = await names();
    await page.getByRole('button', { name: 'Total' }).click();
    const ascending = await names();
    await page.getByRole('button', { name: 'Total' }).click();
    expect(await names()).toEqual(ascending.toReversed());
    expect(await page.locator('th[aria-sort="descending"]').innerText()).toContain('Total');
    await page.getByRole('searchbox').fill(one.slice(0, 3));
    expect(await names()).toEqual([one]);
    expect(await page.locator('#shown').innerText()).toBe('1 shown');
    await page.getByRole('searchbox').fill('');
    expect([...(await names())].toSorted()).toEqual([one, other].toSorted());
    await page.locator('#marks tbody td a').first().click();
    expect(await page.locator('article:target details:not([open])').count()).toBe(0);
    await expectAccessible(page);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await page.locator('details:not([open])').count()).toBe(0);
    expect(browser.errors).toEqual([]);
  });
});
