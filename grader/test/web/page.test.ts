import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { oneExercise, withOneExercise } from '../cli/clone.ts';
import { Pipes } from '../watch/pipes.ts';
import { Browser, browserPath, expectAccessible, sayIfNotRun } from './browser.ts';

sayIfNotRun('the page of `npm start -- --web`, in a browser');

const start = async (root: string): Promise<{ session: Pipes; address: string }> => {
  const session = new Pipes(root, '--plain', '--poll', '--web');
  await session.waitFor('The page: ');
  await session.waitFor('Verdict for');
  return { session, address: /The page: (\S+)/.exec(session.output)?.[1] ?? '' };
};

describe.skipIf(browserPath === undefined)('the page follows the session', () => {
  test(
    'verdict, steps, hints in two tabs, the editor, a crash and its end, a save that passes',
    { timeout: 600_000 },
    async () => {
      const root = await withOneExercise();
      const browser = await Browser.open();
      onTestFinished(async () => browser.close());
      const { session, address } = await start(root);
      const [page, other] = [await browser.page(address), await browser.page(address)];
      await page.locator('.verdict-line .bad').waitFor();
      await expectAccessible(page);

      const step = page.locator('li[aria-current="step"] .number');
      await page.keyboard.press('ArrowRight');
      expect(await step.innerText()).toBe('2');
      // The terminal goes through the order, and the page follows.
      session.type('t');
      session.type('t');
      session.type('t');
      await page.locator('li[data-step="2"][aria-current]').waitFor();

      const hint = page.getByRole('button', { name: 'hint' });
      await hint.focus();
      await page.keyboard.press('Enter');
      await Promise.all([page, other].map(async (tab) => tab.getByText('Hint 1 of').waitFor()));
      await session.waitFor('Hint 1 of');
      expect(await page.evaluate('document.activeElement.id')).toBe('wish-hint');

      await page.locator('.source button.line-number').first().click();
      await session.waitFor('editor: ');
      await session.waitFor('hello.ts');

      await page.reload();
      await page.getByText('Hint 1 of').waitFor();

      session.kill();
      await Promise.all([page, other].map(async (tab) => tab.getByText('The grader does not answer').waitFor()));
      const second = await start(root);
      expect(second.address).toBe(address);
      await page.locator('#connection').waitFor({ state: 'hidden' });
      await other.locator('#connection').waitFor({ state: 'hidden' });

      await cp(join(root, 'solutions', oneExercise, 'hello.ts'), join(root, 'exercises', oneExercise, 'hello.ts'));
      await Promise.all([page, other].map(async (tab) => tab.getByText('1 of 1 passed').waitFor()));
      await page.locator('.verdict-line .good').waitFor();

      second.session.type('q');
      second.session.type('q');
      expect(await second.session.ended()).toBe(0);
      await page.getByText('The grader has ended').waitFor();
      expect(browser.errors).toEqual([]);
    },
  );

  test(
    'a drive by its keys and its buttons, in two tabs and in the terminal, to the failure and with new code',
    { timeout: 600_000 },
    async () => {
      const root = await withOneExercise();
      const browser = await Browser.open();
      onTestFinished(async () => browser.close());
      const { session, address } = await start(root);
      const [page, other] = [await browser.page(address), await browser.page(address)];
      const said = page.locator('.verdict-line');
      const isSaid = async (text: string): Promise<void> => said.getByText(text).waitFor();

      await page.getByRole('button', { name: 'You are the scheduler' }).click();
      await isSaid('2 of 4 orders go wrong.');
      await session.waitFor('before the first step.');
      await Promise.all([page, other].map(async (tab) => tab.locator('.lanes').getByText('would').first().waitFor()));
      await expectAccessible(page);

      // Who began it steers it by keys, wherever the mouse is.
      await page.keyboard.press('u');
      await page.getByText('No step was taken yet.').waitFor();
      await page.keyboard.press('g');
      await isSaid('One order is left, and it goes wrong.');
      await page.getByText('was the point of no return').waitFor();
      await session.waitFor('was the point of no return');
      expect(await page.locator('.source .said').count()).toBeGreaterThan(0);
      await page.getByRole('button', { name: 'One step back' }).click();
      await other.locator('.verdict-line').getByText('2 of 4 orders go wrong.').waitFor();

      await other.getByRole('button', { name: 'To the point of no return' }).click();
      await other.getByRole('button', { name: 'Run the rest' }).click();
      await isSaid('It went wrong.');
      await expectAccessible(page);
      const step = page.locator('li[aria-current="step"] .number');
      await page.getByRole('button', { name: 'Next' }).click();
      expect(await step.innerText()).toBe('2');
      expect(await page.getByText('npm run grade -- --replay').count()).toBe(1);

      const file = join(root, 'exercises', oneExercise, 'hello.ts');
      await cp(join(root, 'solutions', oneExercise, 'hello.ts'), file);
      await page.getByRole('button', { name: 'Start again with the new code' }).click();
      await said.getByText(/^None of the \d+ orders goes wrong\.$/).waitFor();
      await page.locator('#drive-scenarios summary').click();
      await page.locator('#drive-scenarios button:not([aria-current])').first().click();
      await page.locator('#drive-scenarios[open] button[aria-current]').waitFor();

      // Leaving is for all.
      session.type('q');
      await Promise.all([page, other].map(async (tab) => tab.locator('[data-section="verdict"] h2').waitFor()));
      expect(await page.locator('.lanes').count()).toBe(0);
      expect(browser.errors).toEqual([]);
    },
  );
});
