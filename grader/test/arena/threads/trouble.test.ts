import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exploration } from '../../../arena/common/exploration.ts';
import type { Fault } from '../../../verdict/fault.ts';
import { explore } from '../../../arena/threads/explore.ts';
import { Scene } from '../../../arena/threads/pool/scene.ts';
import { Staged } from './staged.ts';

let staged: Staged;
beforeAll(async () => {
  staged = await Staged.build();
});
afterAll(() => staged[Symbol.asyncDispose]());

async function explored(scenario: string): Promise<Exploration & { printed: string }> {
  const scene = await Scene.open(staged.pool, { stage: staged.stage, scenario });
  const { exploration, printed } = await explore(scene, { budget: 2_000 });
  return { ...exploration, printed: printed.text };
}

async function faults(scenario: string): Promise<(Fault | undefined)[]> {
  return (await explored(scenario)).outcomes.map(({ fault }) => fault);
}

describe('a thread in trouble', () => {
  it.each([
    ['throws', 'crash', 'B threw TypeError: no such seat.', 5],
    ['rejects', 'crash', 'B threw TypeError: no such seat.', 5],
    ['exits', 'crash', expect.stringContaining('process.exit() was called'), 21],
    ['leavesRejectionBehind', 'unhandled', expect.stringContaining('forgotten'), 14],
    ['missingExport', 'missing-export', 'counter.ts has no export named `loadThenStor`.', 1],
    ['startsWorker', 'crash', expect.stringContaining('Worker is not there in this exercise'), 4],
  ])('%s is a %s', async (scenario, kind, message, line) => {
    const [fault, ...others] = await faults(scenario);
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ kind, message, location: { line } });
  });

  it.each([
    ['spinsForEver', 'deadlock', 'A spins for ever: no other thread is left that could end it.'],
    ['spinsPlainly', 'deadlock', 'A spins for ever: no other thread is left that could end it.'],
    ['countsForEver', 'livelock', expect.stringContaining('again and again')],
    ['swallowsEverything', 'deadlock', 'A waits for ever: no other thread is left that could end the wait.'],
    ['wrapsEverything', 'deadlock', 'A waits for ever: no other thread is left that could end the wait.'],
    ['neverSettles', 'deadlock', 'B waits for ever: no other thread is left that could end the wait.'],
  ])('%s is a %s', async (scenario, kind, message) => {
    expect(await faults(scenario)).toEqual([expect.objectContaining({ kind, message })]);
  });

  it.each([
    ['loopsForEver', 'stuck'],
    ['eatsMemory', 'crash'],
  ])('%s is a %s, and the pool goes on', async (scenario, kind) => {
    const { complete, outcomes } = await explored(scenario);
    expect(complete).toBe(false);
    expect(outcomes.at(-1)?.fault?.kind).toBe(kind);
    expect((await explored('increment2')).schedules).toBe(4);
  });

  it('prints what the first run prints', async () => {
    expect((await explored('prints')).printed).toBe('A sees [ 0, 0 ]\nB sees [ 0, 0 ]\n');
  });

  it('has the same time and chance in every run', async () => {
    const { outcomes } = await explored('chance');
    expect(outcomes).toHaveLength(1);
  });

  it('takes a step also when what it asks for is refused, as others may come first', async () => {
    const { outcomes, complete } = await explored('sleepsTooOften');
    expect(
      outcomes.map(({ outcome }) => Object(outcome).results[0]).toSorted((a, b) => (String(a) < String(b) ? -1 : 1)),
    ).toEqual(['not-equal', 'refused']);
    expect(complete).toBe(true);
  });

  it('calls a loop of more accesses than it can follow long, and not endless', async () => {
    const [fault] = await faults('manyPixels');
    expect(fault).toMatchObject({ kind: 'stuck', message: expect.stringContaining('32,768 times in one order') });
  });

  it('refuses by name what could not be followed', async () => {
    const { outcomes } = await explored('refused');
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      [
        'setTimeout',
        'setImmediate',
        'MessageChannel',
        'BroadcastChannel',
        'fetch',
        'FinalizationRegistry',
        'WeakRef',
        'structuredClone of shared memory',
        'structuredClone of shared memory',
        'Buffer.from(sharedArrayBuffer)',
        'Buffer.concat() of shared memory',
        'TextEncoder.encodeInto() into shared memory',
        'A WebAssembly.Memory that is shared',
        'postMessage of a SharedArrayBuffer that a thread has made',
        'Worker',
        'receiveMessageOnPort',
        'process.getBuiltinModule()',
      ],
    ]);
  });

  it('leaves ordinary memory alone', async () => {
    const { outcomes } = await explored('ownMemory');
    expect(outcomes.map(({ outcome }) => Object(outcome).results)).toEqual([[[5, 16, 1]]]);
  });

  it('ends early where every order throws', async () => {
    const { schedules, complete, outcomes } = await explored('throwsLate');
    expect({ schedules, complete }).toEqual({ schedules: 50, complete: false });
    expect(new Set(outcomes.map(({ fault }) => fault?.kind))).toEqual(new Set(['crash']));
  });

  it('sees nothing of other runs', async () => {
    const { schedules, outcomes } = await explored('leavesGlobals');
    expect(schedules).toBe(2);
    for (const { outcome } of outcomes) expect(Object(outcome).results[0]).toBe(1);
  });

  it('may give the processor a pause', async () => {
    const { outcomes } = await explored('pauses');
    expect(outcomes).toEqual([expect.objectContaining({ outcome: { count: 0, results: [null, 1] } })]);
  });

  it('is our fault where only our code is on the stack', async () => {
    await expect(explored('ours')).rejects.toThrow('JSON');
  });

  it('tells the marks in their order', async () => {
    const { outcomes } = await explored('marked');
    expect(outcomes.map(({ outcome }) => Object(outcome).marks)).toEqual([
      ['A in', 'A out', 'B in'],
      ['A in', 'B in', 'A out'],
      ['B in', 'A in', 'A out'],
    ]);
  });
});
