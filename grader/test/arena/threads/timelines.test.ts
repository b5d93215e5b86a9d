import { join } from 'node:path';
import pc from 'picocolors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../../arena/common/exploration.ts';
import type { FindingKind } from '../../../verdict/finding.ts';
import type { Judgement } from '../../../harness/judgement.ts';
import type { Style } from '../../../report/style.ts';
import { displayWidth } from '../../../report/text.ts';
import { Staged } from './staged.ts';
import { tellings, type Demand } from './told.ts';

const plain: Style = { width: 80, colors: pc.createColors(false), ascii: false };

let staged: Staged;
beforeAll(async () => {
  staged = await Staged.build();
});
afterAll(() => staged[Symbol.asyncDispose]());

const count = (outcome: Json): unknown => Object(outcome).count;
const counts = (expected: number): Judgement<Json> => ({
  kind: 'race',
  message: 'An addition is missing.',
  why: 'Between reading the count and writing it, another thread had changed it.',
  expected: `a count of ${expected}`,
  got: (outcome) => `a count of ${String(count(outcome))}`,
});
const countIs = (scenario: string, expected: number): Demand => ({
  scenario,
  holds: (outcome) => count(outcome) === expected,
  judgement: counts(expected),
});
/** Nothing is asked for but that it ends well. */
const ends = (scenario: string): Demand => ({ scenario, holds: () => true, judgement: counts(0) });

/** Each kind of finding that threads can show, by a program that has it; more than one where they look different. */
const cases: readonly (readonly [name: string, kind: FindingKind, demand: Demand])[] = [
  ['lost update', 'race', countIs('increment2', 2)],
  ['lost update of three', 'race', countIs('increment3', 3)],
  ['wrong with five threads', 'wrong-result', countIs('add5', 6)],
  ['lock in two steps', 'race', countIs('checkThenSet2', 2)],
  ['swapped Peterson', 'race', countIs('petersonSwapped', 2)],
  ['wrong in every order', 'wrong-result', countIs('add3', 4)],
  ['data race', 'data-race', countIs('plain2', 2)],
  ['data race on overlapping bytes', 'data-race', ends('unequalRanges')],
  ['data race that may tear', 'data-race', ends('tears')],
  ['data race after many accesses', 'data-race', ends('sharedPixels')],
  ['deadlock', 'deadlock', ends('abba')],
  ['deadlock of three', 'deadlock', ends('philosophers')],
  ['missed wake-up', 'missed-wakeup', ends('otherWord')],
  ['unlock without notify', 'missed-wakeup', ends('unlockWithoutNotify2')],
  ['notify before the store', 'missed-wakeup', ends('notifyBeforeStore2')],
  ['insufficient notify', 'missed-wakeup', ends('oneOfTwo')],
  ['stuck spin', 'deadlock', ends('flagsOnly2')],
  ['message that never comes', 'deadlock', ends('missedAsync')],
  ['livelock', 'livelock', ends('givesWay')],
  ['endless counting', 'livelock', ends('countsForEver')],
  ['starvation', 'starvation', ends('starves')],
  ['stuck', 'stuck', ends('loopsForEver')],
  ['crash', 'crash', ends('throws')],
];

describe('what the learner reads', () => {
  it.each(cases)('of a %s', async (name, kind, demand) => {
    const { text, replayed } = await tellings(staged, demand, plain);
    expect(text.split('\n')[0]).toMatch(new RegExp(`^✗ all is well +${kind}$`));
    for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(plain.width);
    await expect(`${text}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'golden', `${name}.txt`));
    // A replay knows nothing of the other orders.
    expect(replayed).toBe(text.replace(/\n.*(orders fail|tried failed|only order there is).*/, ''));
  });

  it.each([
    ['lost update', countIs('increment2', 2)],
    ['wrong with five threads', countIs('add5', 6)],
  ])('where only ASCII can be shown, of a %s', async (name, demand) => {
    const { text } = await tellings(staged, demand, { ...plain, ascii: true });
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    await expect(`${text}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'golden', `${name}.ascii.txt`));
  });
});
