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
});
