import type { Reach } from './verdict.ts';

/** "all 36 orders, 12 of them with two answers in one turn", or how far the search got. */
const reachText = ({ schedules, sharedTurns = 0, complete }: Reach): string => {
  const count = schedules.toLocaleString('en-US');
  const shared =
    sharedTurns === 0 ? '' : `, ${sharedTurns.toLocaleString('en-US')} of them with two answers in one turn`;
  if (!complete) return `${count} ${schedules === 1 ? 'order' : 'orders'} tried; there are more`;
  return schedules === 1 ? 'the only order' : `all ${count} orders${shared}`;
};

/** What an incomplete search means. */
const notAProof =
  'None of those that were tried fails. But your code has more orders than can be tried in a run, so this is no proof.';

/** How far a search got, for a learner who reads that all is well. */
export const reachLines = (reach: Reach): readonly string[] => [
  reachText(reach),
  ...(reach.complete ? [] : [notAProof]),
];
