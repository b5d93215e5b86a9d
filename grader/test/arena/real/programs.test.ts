import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draws } from '../../draws.ts';
import { endsOf } from './enumeration.ts';
import { callsOf, seeds } from './fixture/random-calls.ts';
import { Staged } from './staged.ts';

let staged: Staged;
beforeAll(async () => {
  staged = await Staged.build();
});
afterAll(() => staged.remove());

const right = { codes: [0, 0], stock: '{"apples":5}', files: ['stock.json'] };

describe('two programs that update one file', () => {
  it('without a lock: an update is lost, or half a file is read', async () => {
    const { schedules, complete, outcomes } = await staged.explore('sellPlainly');
    expect({ schedules, complete }).toEqual({ schedules: 10, complete: true });
    expect(outcomes.map(({ outcome, count }) => [Object(outcome).codes, Object(outcome).stock, count])).toEqual(
      expect.arrayContaining([
        [[0, 0], '{"apples":5}', 2],
        [[0, 0], '{"apples":7}', 3],
        [[0, 0], '{"apples":8}', 3],
        [[0, 1], '{"apples":7}', 1],
        [[1, 0], '{"apples":8}', 1],
      ]),
    );
  });

  it.each(['sellLocked', 'sellRenaming'])('%s: every order is right', async (scenario) => {
    const { schedules, complete, outcomes } = await staged.explore(scenario);
    expect(complete).toBe(true);
    expect(schedules).toBeGreaterThan(1);
    expect(outcomes.map(({ outcome, fault }) => outcome ?? fault)).toEqual([right]);
  });

  it('with a lock that is only looked at: a race is found', async () => {
    const { outcomes } = await staged.explore('sellChecking', 48);
    expect(outcomes.map(({ outcome }) => Object(outcome).stock)).toContain('{"apples":8}');
  });

  it('that does not do the same in each run: that is its fault, and all that is said', async () => {
    const { schedules, complete, outcomes } = await staged.explore('sellCounting');
    expect({ schedules, complete }).toEqual({ schedules: 1, complete: false });
    expect(outcomes).toMatchObject([{ fault: { kind: 'crash' }, schedule: [] }]);
  });

  it('with a lock that is never removed: the other one waits for ever', async () => {
    const { outcomes } = await staged.explore('sellKeeping');
    expect(outcomes.map(({ fault }) => [fault?.kind, fault?.message])).toEqual([
      ['deadlock', 'B will wait for ever.'],
      ['deadlock', 'A will wait for ever.'],
    ]);
    const { timeline } = await staged.explain('sellKeeping', outcomes[0]?.schedule ?? []);
    expect(timeline.rows.at(-1)).toMatchObject({
      lane: 1,
      text: 'open stock.lock (wx) fails: EEXIST',
      location: { line: 6 },
    });
  });
});

describe('a call that nobody waited for', () => {
  it('gets its turn, however often others look in vain meanwhile', async () => {
    const { outcomes } = await staged.explore('sellClearing', 30);
    expect(outcomes.flatMap(({ fault }) => (fault ? [fault.message] : []))).toEqual([]);
  });

  it.each(['movesAtOnce', 'movesBlocked', 'movesAfterAMoment', 'movesAfterAMinute', 'movesAfterTwoPauses'])(
    '%s: the next one may be made first',
    async (scenario) => {
      const { schedules, complete, outcomes } = await staged.explore(scenario);
      expect({ schedules, complete }).toEqual({ schedules: 1, complete: true });
      expect(outcomes[0]?.outcome).toEqual({ codes: [1], files: ['stock.json'] });
    },
  );
});

it('pauses are over in the order in which they are due', async () => {
  const { outcomes } = await staged.explore('pausing');
  expect(outcomes.map(({ outcome }) => outcome)).toEqual([
    'AbortError 0, tick 30, tick 60, abort 70, tick 90, late 100, tock 150, tock 200, ',
  ]);
});

it('what could use files unseen is not there, and says so', async () => {
  const { outcomes } = await staged.explore('unseen');
  expect(outcomes.map(({ outcome }) => outcome)).toEqual([
    [
      'a child process is not there',
      'a child process is not there',
      'a worker thread is not there',
      'fs.cpSync is not there',
      'fs.promises.opendir is not there',
    ],
  ]);
});

describe('a reader', () => {
  it.each(['lookAtOnce', 'lookByPieces'])('%s: may find the file empty', async (scenario) => {
    const { complete, outcomes } = await staged.explore(scenario);
    expect(complete).toBe(true);
    const seen = outcomes.map(({ outcome }) => Object(outcome).seen[1]);
    expect(new Set(seen)).toEqual(new Set(['', '{"apples":9}', '{"apples":10}']));
  });
});

it('a schedule is shown step by step, with the file beside it', async () => {
  const { outcomes } = await staged.explore('sellPlainly');
  const lost = outcomes.find(
    ({ outcome }) => Object(outcome).stock === '{"apples":8}' && Object(outcome).codes[0] === 0,
  );
  const { timeline, outcome } = await staged.explain('sellPlainly', lost?.schedule ?? []);
  expect(outcome).toEqual(lost?.outcome);
  expect(timeline.lanes).toEqual(['A', 'B']);
  expect(timeline.rows).toHaveLength(6);
  expect(timeline.rows[0]).toMatchObject({
    text: 'readFile stock.json → {"apples":10}',
    location: { file: 'sell-plainly.ts', line: 4 },
  });
  expect(timeline.rows.at(-1)?.memory).toEqual(['{"apples":8}']);
  expect(timeline.rows.some(({ memory }) => memory[0] === '(empty)')).toBe(true);
});

it.each(seeds.map((seed, index) => [`calls${index}`, seed] as const).slice(0, draws(5, seeds.length)))(
  '%s: ends in all the ways that plain enumeration finds',
  async (scenario, seed) => {
    const { ends, interleavings } = endsOf(callsOf(seed));
    const { complete, schedules, outcomes } = await staged.explore(scenario);
    expect(complete).toBe(true);
    expect(schedules).toBeLessThanOrEqual(interleavings);
    expect(new Set(outcomes.map(({ outcome, fault }) => fault?.message ?? JSON.stringify(outcome)))).toEqual(ends);
  },
);
