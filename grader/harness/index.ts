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
 *   await orders.equal('balance', 150, { kind: 'race', message: 'One of the two deposits is lost.' });
 * });
 */
export { checks } from './check.ts';
export type { CheckTools } from './check.ts';
export { amounts } from './amounts.ts';
export type { Conditions, Difference, Excess, Texts, Words } from './conditions.ts';
export * as crew from './crew.ts';
export type { Judgement } from './judgement.ts';
export { leftAfterError, leftOpen, leftRunning } from './left-behind.ts';
export type { Json } from '../arena/common/exploration.ts';
export { muteErrorArrives } from './mute-error.ts';
export type { Orders } from './orders.ts';
export { overslept } from './overslept.ts';
export { staffText } from './staff-text.ts';
export type { Result } from './result.ts';
export { shown } from './shown.ts';
export { stoodStill } from './stood-still.ts';
export { notOnce, outOfTurn } from './witnesses.ts';
export { counted, howOften } from '../verdict/counted.ts';
