import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { Staged } from './staged.ts';

let staged: Staged;
beforeAll(async () => {
  staged = await Staged.build();
});
afterAll(() => staged.remove());

function driveOf(scenario: string): ReturnType<Staged['drive']> {
  const driven = staged.drive(scenario);
  onTestFinished(driven.end);
  return driven;
}

const textsOf = (outcomes: readonly { readonly outcome?: unknown }[]): readonly string[] =>
  outcomes.map(({ outcome }) => String(outcome)).toSorted();

test('the whole tree: what is still possible at each place is what all ways from there come to', async () => {
  const { orders, position } = driveOf('bothAppend');
  let places = 0;
  const walk = async (choices: readonly number[]): Promise<ReadonlySet<string>> => {
    places++;
    const { end, next, ...here } = await position(choices);
    expect(here.choices).toEqual(choices);
    const ends = new Set(textsOf(end ? [end] : []));
    // Each end is one order; those that several next steps lead to count at the first of them.
    let sum = ends.size;
    for (const { choice } of next) {
      const below = await walk([...choices, choice]);
      sum += [...below].filter((text) => !ends.has(text)).length;
      for (const text of below) ends.add(text);
    }
    const { schedules, complete, outcomes } = await orders(choices);
    expect({ schedules, complete }).toEqual({ schedules: sum, complete: true });
    expect(textsOf(outcomes)).toEqual([...ends].toSorted());
    return ends;
  };
  expect([...(await walk([]))].toSorted()).toEqual(['abb', 'bab', 'bba']);
  // All beginnings of the ways to put three steps of each, one of which is its end, into one row.
  expect(places).toBe(69);
});

test.each(['calls0', 'calls1', 'sellLocked'])('%s: the way to an end leads there', async (scenario) => {
  const { orders, position } = driveOf(scenario);
  const first = (await position([])).next.at(-1)?.choice ?? 0;
  const { outcomes } = await orders([first]);
  expect(outcomes.length).toBeGreaterThan(0);
  for (const { schedule, outcome } of outcomes) {
    expect(schedule[0]).toBe(first);
    expect((await position(schedule)).end).toEqual({ outcome });
  }
});

test('each program stands before a call, and beside it are the files as they are', async () => {
  const { position } = driveOf('sellPlainly');
  expect(await position([0, 0])).toMatchObject({
    lanes: [
      { name: 'A', state: 'ready', location: { file: 'sell-plainly.ts', line: 5 } },
      { name: 'B', state: 'ready', location: { file: 'sell-plainly.ts', line: 4 } },
    ],
    memory: [{ name: 'stock.json', value: '(empty)' }],
    next: [
      { choice: 0, text: 'write stock.json' },
      { choice: 1, text: 'read stock.json' },
    ],
    timeline: { rows: [{ text: 'readFile stock.json → {"apples":10}' }, { text: 'open stock.json (w)' }] },
  });
});

test('who looks in vain waits, and is told for what', async () => {
  const { position } = driveOf('sellLocked');
  const { lanes, memory, next } = await position([0, 1]);
  expect(lanes).toMatchObject([
    { name: 'A', state: 'ready' },
    { name: 'B', state: 'waiting', why: 'waits until stock.lock is removed; A changed it last' },
  ]);
  expect(memory).toContainEqual({ name: 'stock.lock', value: '(empty)' });
  expect(next).toMatchObject([{ choice: 0, lane: 0, text: 'read stock.json' }]);
});

test('where nobody is left whom to wait for, the rest is told to be in vain', async () => {
  const { position } = driveOf('sellKeeping');
  // A takes the lock, B sees that, and A sells and ends without giving it back.
  const { lanes, next } = await position([0, 1, 0, 0, 0, 0]);
  expect(lanes).toMatchObject([{ state: 'ended' }, { state: 'ready' }]);
  expect(next).toMatchObject([{ text: 'open stock.lock (wx), again in vain' }]);
  const { end, lanes: last } = await position([0, 1], true);
  expect(end?.fault).toMatchObject({ kind: 'deadlock', message: 'B will wait for ever.' });
  expect(last).toMatchObject([
    { state: 'ended' },
    { state: 'waiting', why: 'waits until stock.lock is removed; A changed it last' },
  ]);
});

test('choices that are none of these programs end in their fault', async () => {
  const { position } = driveOf('bothAppend');
  expect((await position([0, 0, 0, 0, 0, 0, 0])).end?.fault).toMatchObject({ kind: 'crash' });
});
