/**
 * The one door for hidden checks.
 *
 * @example
 * import { checks } from '../../../harness/index.ts';
 * import type * as scenarios from './scenarios.ts';
 *
 * const check = checks<typeof scenarios>();
 *
 * check('both deposits arrive', async ({ explore }) => {
 *   const orders = await explore('twoDeposits');
 *   await orders.always(({ balance }) => balance === 150, {
 *     kind: 'race',
 *     message: 'One of the two deposits is lost.',
 *     why: 'Both read the balance before either wrote it.',
 *     expected: 'a balance of 150',
 *     got: ({ balance }) => `a balance of ${balance}`,
 *   });
 * });
 */
export { checks } from './check.ts';
export type { Bench } from './check.ts';
export { amounts, lateWork, leakedListeners, oneByOne, tooFew, tooMany, unfair } from './judgements.ts';
export type { Judgement } from './judgement.ts';
export type { Orders } from './orders.ts';
export type { Result } from './result.ts';
