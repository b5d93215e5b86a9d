import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { engineThreads } from '../../../arena/real/witness/engine-threads.ts';

/** Nanoseconds on a core, by thread. */
const onCore = (): ReadonlyMap<number, number> =>
  new Map(
    readdirSync('/proc/self/task').map((name) => [
      Number(name),
      Number(readFileSync(`/proc/self/task/${name}/schedstat`, 'utf8').split(' ')[0]),
    ]),
  );

/** Threads that did something meanwhile, but for the main one. */
async function busyIn(work: () => unknown): Promise<readonly number[]> {
  const before = onCore();
  await work();
  const after = onCore();
  return [...after].flatMap(([id, time]) => (id !== process.pid && time > (before.get(id) ?? 0) ? [id] : []));
}

// Elsewhere nobody tells what threads do.
test.runIf(process.platform === 'linux')(
  'V8 collects garbage on threads that are known, and Node reads on others',
  async () => {
    const engine = engineThreads();
    const collecting = await busyIn(() => {
      const kept: object[][] = [];
      for (let round = 0; round < 60; round++)
        kept[round % 10] = Array.from({ length: 20_000 }, (_, index) => ({ index }));
    });
    expect(collecting.length).toBeGreaterThan(0);
    expect(collecting.filter((id) => !engine.has(id))).toEqual([]);
    const reading = await busyIn(() => Promise.all(Array.from({ length: 40 }, () => readFile(import.meta.filename))));
    expect(reading.filter((id) => !engine.has(id))).not.toEqual([]);
  },
);
