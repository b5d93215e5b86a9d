import type { Exploration, Json } from '../../../arena/common/exploration.ts';

/** One program on real threads: its name, the fixture's export, and all that is known of its orders. */
export type Row = readonly [
  name: string,
  scenario: string,
  /** Different orders: complete runs of the search. */
  orders: number,
  /** How many of them end in each way, as `endsOf` tells it. */
  ends: Readonly<Record<string, number>>,
  /** Runs that ended because everybody was asleep; absent: none. */
  redundant?: number,
];

/*
 * `SB` to `fr+w+w+w+reads`: shapes, and numbers of executions, that GenMC publishes for sequential
 * consistency. The others were counted by plain enumeration (grader/test/explore/cases has the same
 * programs on a simulated machine, where that is done again by every test run).
 */
export const table: readonly Row[] = [
  ['SB', 'storeBuffering', 3, { 'count 0': 3 }],
  ['MP', 'messagePassing', 3, { 'count 0': 3 }],
  ['LB', 'loadBuffering', 3, { 'count 0': 3 }],
  ['2+2W', 'twoPlusTwoWrites', 3, { 'count 0': 3 }],
  ['inc, 2 threads', 'increment2', 4, { 'count 2': 2, 'count 1': 2 }],
  ['inc, 3 threads', 'increment3', 36, { 'count 3': 6, 'count 2': 18, 'count 1': 12 }],
  ['inc, 4 threads', 'increment4', 576, { 'count 4': 24, 'count 3': 144, 'count 2': 264, 'count 1': 144 }, 3],
  ['ainc, 3 threads', 'add3', 6, { 'count 3': 6 }],
  ['ainc, 5 threads', 'ainc5', 120, { 'count 0': 120 }],
  ['binc', 'binc', 36, { 'count 0': 36 }],
  ['cinc', 'cinc', 216, { 'count 0': 216 }],
  ['casw, 2 threads', 'casw2', 6, { 'count 0': 6 }],
  ['casw, 3 threads', 'casw3', 66, { 'count 0': 66 }],
  ['casw, 4 threads', 'casw4', 1_200, { 'count 0': 1_200 }, 9],
  ['CoRR', 'corr', 6, { 'count 0': 6 }],
  ['CoRR0', 'corr0', 4, { 'count 0': 4 }],
  ['2CoWR', 'twoCoWR', 4, { 'count 0': 4 }],
  ['CoRR1', 'corr1', 36, { 'count 0': 36 }],
  ['small0', 'small0', 9, { 'count 0': 9 }],
  ['Z6.U', 'z6u', 18, { 'count 0': 18 }],
  ['W+RWC', 'wrwc', 7, { 'count 0': 7 }],
  ['inc+inc+RR+W+RR', 'incsAndReads', 600, { 'count 0': 600 }],
  ['fr+w+w+w+reads', 'writesAndReads', 210, { 'count 0': 210 }],
  ['one word, 3 threads of 2 additions', 'addTwice3', 90, { 'count 6': 90 }],
  ['one word, 2 threads of 6 writes', 'write6', 924, { 'count 5': 924 }],
  ['plain increment', 'plain2', 4, { 'data-race, count 2': 2, 'data-race, count 1': 2 }],
  ['published by an atomic flag', 'published', 2, { 'count 42': 2 }],
  ['published by a plain flag', 'publishedPlainly', 2, { 'data-race, count 42': 2 }],
  ['second store to the flag is read', 'secondStoreRaces', 7, { 'count 42': 4, 'data-race, count 42': 3 }, 1],
  ['a word and one of its bytes', 'unequalRanges', 2, { 'data-race, count 0': 2 }],
  ['check, then set', 'checkThenSet2', 22, { 'count 2': 14, 'count 1': 8 }],
  ['spin lock, 2 threads', 'testAndSet2', 4, { 'count 2': 4 }],
  ['spin lock, 3 threads', 'testAndSet3', 48, { 'count 3': 48 }],
  ['spin lock by exchange', 'exchange2', 4, { 'count 2': 4 }],
  ['ticket lock, 2 threads', 'ticket2', 4, { 'count 2': 4 }],
  ['ticket lock, 3 threads', 'ticket3', 48, { 'count 3': 48 }],
  ['ticket by load and store', 'ticketByLoadAndStore', 40, { 'count 2': 20, 'count 1': 16, deadlock: 4 }],
  ['flags only', 'flagsOnly2', 5, { 'count 0': 4, deadlock: 1 }],
  ["Peterson's lock", 'peterson', 12, { 'count 2': 12 }],
  ["Peterson's lock, swapped", 'petersonSwapped', 18, { 'count 2': 14, 'count 1': 4 }],
  ['two-state mutex, 2 threads', 'sleeping2', 6, { 'count 2': 6 }],
  ['two-state mutex, 3 threads', 'sleeping3', 342, { 'count 3': 342 }, 60],
  ['three-state mutex, 2 threads', 'drepper2', 8, { 'count 2': 8 }],
  ['three-state mutex, 3 threads', 'drepper3', 1_020, { 'count 3': 1_020 }, 146],
  ['unlock without notify', 'unlockWithoutNotify2', 6, { 'count 2': 4, 'missed-wakeup': 2 }],
  ['notify before the store', 'notifyBeforeStore2', 12, { 'count 2': 8, 'missed-wakeup': 4 }],
  ['two locks, each in its own order', 'abba', 19, { 'count 0': 18, deadlock: 1 }],
  ['three philosophers', 'philosophers', 163, { 'count 3': 162, deadlock: 1 }, 6],
  ['flag and bell are two words', 'otherWord', 3, { 'count 0': 2, 'missed-wakeup': 1 }],
  ['flag and bell are one word', 'flagAndLoop', 3, { 'count 0': 3 }],
  ['one wait for the flag, no loop', 'sameWord', 2, { 'count 0': 2 }],
  ['one notify for two waiters', 'oneOfTwo', 10, { 'count 0': 8, 'missed-wakeup': 2 }],
  ['notify for all waiters', 'allOfTwo', 10, { 'count 0': 10 }],
  ['if instead of while', 'ifInsteadOfWhile', 38, { 'count -1': 24, 'missed-wakeup': 8, deadlock: 6 }, 8],
  ['overdraft', 'overdraft', 6, { 'balance 0': 4, 'balance -100': 2 }],
  ['initialised twice', 'lazy', 6, { 'count 1': 2, 'count 2': 4 }],
  ['bounded buffer by two semaphores', 'boundedBuffer', 33, { 'count 2': 33 }],
  ['barrier, 2 threads', 'barrier2', 6, { 'count 2': 6 }],
  ['barrier, 3 threads', 'barrier3', 60, { 'count 3': 60 }],
  [
    'barrier again, with its gate left open',
    'reusedBarrier',
    240,
    { 'both rounds whole': 192, 'a round too short': 48 },
  ],
];

/** Orders by how they ended: the fault, or what the outcome came to. */
export function endsOf({ outcomes }: Exploration): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome, fault, count } of outcomes) {
    const key = [fault?.kind, outcome === undefined ? undefined : told(outcome)].filter(Boolean).join(', ');
    counts[key] = (counts[key] ?? 0) + count;
  }
  return counts;
}

function told(outcome: Json): string {
  const { count, balance, results } = Object(outcome) as { count?: number; balance?: number; results?: unknown[] };
  if (results?.every((result) => typeof result === 'boolean'))
    return results.every(Boolean) ? 'both rounds whole' : 'a round too short';
  return balance === undefined ? `count ${count}` : `balance ${balance}`;
}
