import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ending, heldSince, real, staff, stoodStillAt, type RealStage } from '../../../harness/scenario.ts';
import type * as Keys from '../../../../exercises/06-choosing/02-heavy-hash/keys.ts';
import { deriveKey, type Branch } from './starter/derive.ts';

/** Cores of the machine; how many may be used is an argument. */
const machineCores = 16;

const branch = (id: number, size: number): Branch => ({ id, phrase: `the river is high, ${id}`, rounds: 1000 * size });
const workOf = (branches: readonly Branch[]): number => branches.reduce((sum, { rounds }) => sum + rounds, 0);

type Work = (branches: readonly Branch[], cores: number) => Promise<unknown>;

const open = async (stage: RealStage): Promise<Work> => {
  stage.cores(machineCores);
  const { deriveKeys } = await stage.load<typeof Keys>('keys.ts');
  // Begin right after the loop's I/O step: no more I/O comes in the same turn.
  await nextTurn();
  return deriveKeys;
};

type Odd = { readonly story: string; readonly expected: string; readonly got: string };

/** The first key that is wrong: what was due, and what came. */
function oddKey(branches: readonly Branch[], keys: unknown): Odd | null {
  const due = branches.map(deriveKey);
  if (!Array.isArray(keys)) {
    return { story: 'The promise did not resolve to an array.', expected: 'an array', got: typeof keys };
  }
  const odd = due.findIndex((key, index) => keys[index] !== key);
  if (odd === -1) {
    const [expected, got] = [`${due.length} keys`, `${keys.length} keys`];
    return keys.length === due.length ? null : { story: 'There are more keys than branches.', expected, got };
  }
  const key: unknown = keys[odd];
  const owner = due.findIndex((other) => other === key);
  const isMissing = key === undefined;
  return {
    story: isMissing
      ? `The promise resolved, and keys[${odd}] is missing.`
      : `keys[${odd}] is not the key of branches[${odd}].`,
    expected: `${due[odd]}`,
    got: owner === -1 ? String(key) : `${due[owner]}, the key of branches[${owner}]`,
  };
}

/**
 * An attempt that deals branches out in advance, in any order, or waits for the slowest of three, leaves a core idle
 * while others wait; and no two that are derived together are due at the same time.
 */
const monday: readonly Branch[] = [9, 2, 3, 14, 4, 5, 10, 1].map((size, id) => branch(id, size));

export const night = real('eight branches on three cores', async (stage) => {
  const deriveKeys = await open(stage);
  const cores = 3;
  const meter = stage.meter({ pace: { workers: cores, units: workOf(monday) } });
  const resources = stage.resources();
  const handed = [...monday];
  const keys = await deriveKeys(handed, cores);
  const { threads, processes, alive } = await staff(stage);
  const calls = meter.calls();
  return {
    branches: monday.length,
    cores,
    threads,
    processes,
    alive,
    calls: calls.length,
    once: new Set(calls.map(({ from }) => from)).size,
    onMain: calls.filter(({ thread }) => thread === 0).length,
    /** Where the main thread waited as only other threads may. */
    stood: stoodStillAt(stage),
    together: meter.peak(),
    short: meter.short(),
    odd: oddKey(monday, keys),
    untouched: isDeepStrictEqual(handed, monday),
    timer: stage.longestTimer(),
    left: await heldSince(resources, stage),
  };
});

export const few = real(
  'two branches on eight cores, three on one, with one twice, one on four, then none',
  async (stage) => {
    const deriveKeys = await open(stage);
    const calls = [];
    let before = 0;
    for (const [branches, cores] of [
      [monday.slice(0, 2), 8],
      [[...monday.slice(2, 4), ...monday.slice(2, 3)], 1],
      [monday.slice(4, 5), 4],
      [[], 2],
    ] as const) {
      const most = Math.min(branches.length, cores);
      const meter = stage.meter(Math.max(most, 1));
      const odd = oddKey(branches, await deriveKeys([...branches], cores));
      const { threads, processes, alive } = await staff(stage);
      const onMain = meter.calls().filter(({ thread }) => thread === 0).length;
      calls.push({
        branches: branches.length,
        different: new Set(branches).size,
        cores,
        most,
        threads: threads - before,
        processes,
        alive,
        together: meter.peak(),
        derived: meter.count(),
        onMain,
        odd,
      });
      before = threads;
    }
    return { calls };
  },
);

const inWords = { result: () => 'a result', error: ({ message }: Error) => `an Error: ${message}` };

/** The second is done before the first, and those after them are not begun. */
const sunday: readonly Branch[] = [9, 2, 4, 3, 5].map((size, id) => ({
  ...branch(id, size),
  ...(id === 1 && { phrase: '' }),
}));

export const silent = real('a branch without a phrase', async (stage) => {
  const deriveKeys = await open(stage);
  const cores = 2;
  const meter = stage.meter({ pace: { workers: cores, units: workOf(sunday) } });
  const resources = stage.resources();
  const end = await ending(() => deriveKeys([...sunday], cores), inWords);
  const { alive } = await staff(stage);
  const left = await heldSince(resources, stage);
  const calls = meter.calls();
  const failed = calls.find(({ from }) => from === 1);
  const late = calls.filter(({ began }) => failed && began > failed.ended).length;
  stage.meter(1);
  const next = monday.slice(4);
  return { end, late, alive, left, odd: oddKey(next, await deriveKeys(next, cores)) };
});

export const mute = real('an error with an empty message', async (stage) => {
  const deriveKeys = await open(stage);
  const meter = stage.meter(1);
  const branches = monday.slice(0, 3).map((each, index) => ({ ...each, ...(index === 1 && { phrase: '…' }) }));
  const end = await ending(async () => deriveKeys(branches, 2), inWords, stage);
  const { alive } = await staff(stage);
  return { threw: meter.calls().some(({ from }) => from === 1), end, alive };
});

export const twice = real('two nights at the same time, and the first once more', async (stage) => {
  const deriveKeys = await open(stage);
  const cores = 2;
  // Both lists hold the same objects.
  const lists = [monday.slice(0, 5), monday.slice(2, 7)];
  const meter = stage.meter(lists.length * cores);
  const keys = await Promise.all(lists.map((list) => deriveKeys(list, cores)));
  const odds = lists.map((list, index) => oddKey(list, keys[index]));
  const again = oddKey(lists[0]!, await deriveKeys(lists[0]!, cores));
  const { alive } = await staff(stage);
  const odd = odds.find((each) => each !== null) ?? null;
  return { cores, together: meter.peak(), odd, again, asked: 15, calls: meter.count(), alive };
});
