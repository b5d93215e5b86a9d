import { describe, expect, test } from 'vitest';
import type { Exploration, OutcomeClass } from '../../arena/common/exploration.ts';
import { Orders, type Explain } from '../../harness/orders.ts';
import { Rejection, Uncheckable } from '../../harness/judgement.ts';

type Outcome = { readonly sum: number };

const words = { kind: 'race', message: 'lost' } as const;
const right: OutcomeClass = { outcome: { sum: 2 }, count: 3, schedule: [0, 1] };
const wrong: OutcomeClass = { outcome: { sum: 1 }, count: 1, schedule: [1, 0] };
const deadlocked: OutcomeClass = { fault: { kind: 'deadlock', message: 'all wait' }, count: 2, schedule: [1] };
const notTheOrder = 'It goes wrong in every order, so it is not the order that is to blame.';
const racing: OutcomeClass = {
  outcome: { sum: 2 },
  fault: { kind: 'data-race', message: 'unordered' },
  count: 1,
  schedule: [0],
};
const racingAndWrong: OutcomeClass = { ...racing, outcome: { sum: 1 }, schedule: [2] };

function ordersOf(
  outcomes: readonly OutcomeClass[],
  complete = true,
  replayed?: { readonly everyOrder: boolean },
  lanes: readonly string[] = [],
): Orders<Outcome> {
  const exploration: Exploration = {
    schedules: outcomes.reduce((sum, { count }) => sum + count, 0),
    complete,
    outcomes,
  };
  const explain: Explain = async (schedule, everyOrder) => ({
    explanation: { schedule, timeline: { lanes, memory: [], rows: [] } },
    replay: `token of ${schedule.join()}${everyOrder ? ', as all' : ''}`,
  });
  return new Orders<Outcome>(exploration, explain, replayed);
}

async function rejection(orders: Orders<Outcome>): Promise<unknown> {
  return orders.equal('sum', 2, words).then(
    () => 'passed',
    (error: unknown) => (error instanceof Rejection ? error.finding : error),
  );
}

describe('equal', () => {
  test('passes when every order satisfies it', async () => {
    expect(await rejection(ordersOf([right]))).toBe('passed');
  });

  test('tells the share of the orders that fail, and the token of one', async () => {
    expect(await rejection(ordersOf([right, wrong]))).toEqual({
      kind: 'race',
      message: 'lost',
      expected: '2',
      got: '1',
      evidence: ['1 of 4 different orders fails in this way'],
      replay: 'token of 1,0',
    });
  });

  test('calls a race that breaks in every order a wrong result, and does not explain it by the order', async () => {
    expect(await rejection(ordersOf([wrong]))).toMatchObject({ kind: 'wrong-result', why: notTheOrder });
  });

  test('says nothing of the order where there is one lane and one order', async () => {
    expect(await rejection(ordersOf([wrong], true, undefined, ['till 1']))).toEqual({
      kind: 'wrong-result',
      message: 'lost',
      expected: '2',
      got: '1',
      evidence: ['It fails in the only order there is'],
      replay: 'token of 1,0, as all',
    });
  });

  test('does not call it so when not all orders were tried', async () => {
    expect(await rejection(ordersOf([wrong], false))).toMatchObject({
      kind: 'race',
      evidence: ['The one order tried failed; there may be more'],
    });
  });

  test.each([
    [true, { kind: 'wrong-result', why: notTheOrder, replay: 'token of 1,0, as all' }],
    [false, { kind: 'race', replay: 'token of 1,0' }],
  ])('calls it the same in a replay, where the token tells: %s', async (everyOrder, told) => {
    const again = await rejection(ordersOf([wrong], false, { everyOrder }));
    expect(again).toEqual({ message: 'lost', expected: '2', got: '1', ...told });
  });

  test('fails on a fault, whatever the outcomes are', async () => {
    expect(await rejection(ordersOf([right, deadlocked]))).toMatchObject({ kind: 'deadlock', message: 'all wait' });
  });

  test('prefers the fault with a consequence', async () => {
    expect(await rejection(ordersOf([racing, racingAndWrong]))).toMatchObject({
      kind: 'data-race',
      got: '1',
      replay: 'token of 2',
    });
  });
});

describe('sometimes', () => {
  const isRight = ({ sum }: Outcome): boolean => sum === 2;

  test('passes when one order shows it', async () => {
    await expect(ordersOf([wrong, right]).sometimes(isRight, words)).resolves.toBeUndefined();
  });

  test('fails when none does', async () => {
    await expect(ordersOf([wrong]).sometimes(isRight, words)).rejects.toThrow(Rejection);
  });

  test('fails when another order ends in a fault', async () => {
    await expect(ordersOf([right, deadlocked]).sometimes(isRight, words)).rejects.toMatchObject({
      finding: { kind: 'deadlock', message: 'all wait', replay: 'token of 1' },
    });
  });
});

describe('a judgement', () => {
  const findingOf = async (judging: Promise<void>): Promise<unknown> =>
    judging.then(
      () => 'passed',
      (error: unknown) => (error instanceof Rejection ? error.finding : error),
    );

  test('is told of the run that is shown, where that differs from the one that was found', async () => {
    const exploration: Exploration = { schedules: 4, complete: true, outcomes: [right, wrong] };
    const timeline = { lanes: [], memory: [], rows: [] };
    const explain: Explain = async (schedule) => ({
      explanation: { schedule, timeline, outcome: { sum: 0 } },
      replay: 't',
    });
    expect(await findingOf(new Orders<Outcome>(exploration, explain).equal('sum', 2, words))).toMatchObject({
      got: '0',
    });
  });

  test('remarks on the row that shows the witness', async () => {
    const exploration: Exploration = { schedules: 4, complete: true, outcomes: [right, wrong] };
    const rows = ['read(a)', 'read(b)', 'read(b)'].map((text) => ({ lane: 0, text, memory: [] }));
    const explain: Explain = async (schedule) => ({
      explanation: { schedule, timeline: { lanes: ['A'], memory: [], rows } },
      replay: 't',
    });
    const mark = ({ got }: { got: string }) => ({ row: 'read(b)', note: `makes it ${got}` });
    const judged = new Orders<Outcome>(exploration, explain).equal('sum', 2, { ...words, mark });
    expect(await findingOf(judged)).toMatchObject({
      timeline: { rows: [rows[0], { ...rows[1], note: 'makes it 1' }, rows[2]] },
    });
  });

  test('of a list says what its first entry says', async () => {
    const listed = ordersOf([right, wrong]).empty(({ sum }) => (sum === 2 ? [] : ['B was lost', 'C was lost']), {
      kind: 'race',
      message: ([first]) => `${first}.`,
    });
    expect(await findingOf(listed)).toMatchObject({ message: 'B was lost.' });
  });

  test('of a bound says the number and its limit', async () => {
    const bounded = ordersOf([right, wrong]).atMost('sum', 1, { kind: 'race', message: ({ got }) => `${got} at once` });
    expect(await findingOf(bounded)).toMatchObject({ message: '2 at once', expected: 'at most 1', got: '2' });
  });

  test('looks only where it is told to', async () => {
    const some = ordersOf([right, wrong]).where(({ sum }) => sum === 2);
    expect(await findingOf(some.equal('sum', 2, words))).toBe('passed');
  });
});

test('of a scenario that a token does not name nothing is said', async () => {
  await expect(Orders.notRun<Outcome>().equal('sum', 2, words)).resolves.toBeUndefined();
  await expect(Orders.notRun<Outcome>().sometimes(() => false, words)).resolves.toBeUndefined();
});

test('nothing to judge is never a pass', () => {
  expect(() => ordersOf([])).toThrow(Uncheckable);
});
