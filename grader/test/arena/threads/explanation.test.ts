import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Explanation } from '../../../arena/common/exploration.ts';
import { explain } from '../../../arena/threads/explain/explain.ts';
import { explore } from '../../../arena/threads/explore.ts';
import { Scene } from '../../../arena/threads/pool/scene.ts';
import { Staged } from './staged.ts';

let staged: Staged;
beforeAll(async () => {
  staged = await Staged.build();
});
afterAll(() => staged[Symbol.asyncDispose]());

function open(scenario: string): Promise<Scene> {
  return Scene.open(staged.pool, { stage: staged.stage, scenario });
}

/** The last end that was found, explained by a scene of its own, as the judge's replay does. */
async function explained(scenario: string): Promise<Explanation> {
  const { exploration } = await explore(await open(scenario), { budget: 20_000 });
  return explain(await open(scenario), exploration.outcomes.at(-1)?.schedule ?? []);
}

/** One line a row. */
function story({ timeline }: Explanation): string[] {
  return timeline.rows.map(({ lane, text, location, memory, paused, note }) =>
    [timeline.lanes[lane], text, `:${location?.line}`, memory.join(' '), paused && 'paused', note]
      .filter(Boolean)
      .join(' | '),
  );
}

describe('the explanation of a schedule', () => {
  it('shows a lost update', async () => {
    const explanation = await explained('increment2');
    expect(explanation.outcome).toEqual({ count: 1, results: [null, null] });
    expect(explanation.timeline.memory).toEqual(['count']);
    expect(story(explanation)).toEqual([
      'A | load(count) → 0 | :3 | 0 | paused',
      'B | load(count) → 0 | :3 | 0',
      'B | store(count, 1) | :3 | 1',
      "A | store(count, 1) | :3 | 1 | overwrites B's write",
    ]);
  });

  it('shows a loop that gave up', async () => {
    expect(story(await explained('impatient1000'))).toEqual([
      'A | compareExchange(lock[0], 0, 1) ✓ | :112 | 0 1',
      'A | load(count) → 0 | :113 | 0 1 | paused',
      'B | compareExchange(lock[0], 0, …) ✗ it is 1 | :112 | 0 1',
      'B | compareExchange(lock[0], 0, …) ✗ it is 1 | :112 | 0 1 | and 998 more times',
      'B | load(count) → 0 | :113 | 0 1',
      'B | store(count, 1) | :113 | 1 1',
      'B | store(lock[0], 0) | :114 | 1 0',
      "A | store(count, 1) | :113 | 1 0 | overwrites B's write",
      'A | store(lock[0], 0) | :114 | 1 0',
    ]);
  });

  it('shows a race between ordinary accesses', async () => {
    const explanation = await explained('plain2');
    expect(explanation.fault).toMatchObject({ kind: 'data-race', location: { line: 11 } });
    expect(story(explanation)).toEqual([
      "A | read count → 0 | :11 | 0 | paused | races with B's write",
      'B | read count → 0 | :11 | 0',
      "B | write count ← 1 | :11 | 1 | races with A's read",
      "A | write count ← 1 | :11 | 1 | overwrites B's write",
    ]);
  });

  it('shows a deadlock, and who waits for whom', async () => {
    const explanation = await explained('abba');
    expect(explanation.fault).toMatchObject({
      kind: 'deadlock',
      message: 'A and B wait for each other for ever.',
      evidence: ['A waits for lock[1], which B holds', 'B waits for lock[0], which A holds'],
    });
    expect(explanation.timeline.memory).toEqual(['lock[0]', 'lock[1]']);
    expect(story(explanation)).toEqual([
      'A | compareExchange(lock[0], 0, 1) ✓ | :83 | 1 0 | paused',
      'B | compareExchange(lock[1], 0, 1) ✓ | :83 | 1 1',
      'B | compareExchange(lock[0], 0, …) ✗ it is 1 | :83 | 1 1',
      'B | wait(lock[0], 1) sleeps | :83 | 1 1',
      'A | compareExchange(lock[1], 0, …) ✗ it is 1 | :83 | 1 1',
      'A | wait(lock[1], 1) sleeps | :83 | 1 1',
    ]);
  });

  it('shows a missed wake-up', async () => {
    const explanation = await explained('otherWord');
    expect(explanation.fault).toMatchObject({
      kind: 'missed-wakeup',
      message: expect.stringContaining('A sleeps on queue'),
    });
    expect(story(explanation)).toEqual([
      'A | load(flag) → 0 | :3 | 0 0 | paused',
      'B | store(flag, 1) | :7 | 1 0',
      'B | notify(queue) → woke 0 | :8 | 1 0',
      'A | wait(queue, 0) sleeps | :3 | 1 0',
    ]);
  });

  it('leaves out what had no influence on the end', async () => {
    expect(story(await explained('spinsForEver'))).toEqual([
      'A | load(flag) → 0 | :32 | 0',
      'A | load(flag) → 0 | :32 | 0 | and 999 more times',
    ]);
  });

  it('makes a schedule as simple as it can be', async () => {
    const scene = await open('increment2');
    const { schedule } = await explain(scene, [0, 1, 0, 1, 0, 1]);
    expect(schedule).toEqual([1, 1, 0, 0, 0, 1]);
  });

  it('refuses a schedule that is not one of the program', async () => {
    await expect(explain(await open('increment2'), [0, 0, 0, 0, 1])).rejects.toThrow('At step 3 the plan says 0');
  });

  it.each(['increment3', 'plain2', 'abba', 'drepper2', 'timeout', 'asked', 'exits'])(
    'is the same every time: %s',
    async (scenario) => {
      const { exploration } = await explore(await open(scenario), { budget: 2_000 });
      for (const { schedule, outcome, fault } of exploration.outcomes) {
        const scene = await open(scenario);
        const first = await explain(scene, schedule);
        expect({ outcome: first.outcome, fault: first.fault?.kind }).toEqual({ outcome, fault: fault?.kind });
        expect(await explain(scene, first.schedule)).toEqual(first);
      }
      expect((await explore(await open(scenario), { budget: 2_000 })).exploration).toEqual(exploration);
    },
  );
});
