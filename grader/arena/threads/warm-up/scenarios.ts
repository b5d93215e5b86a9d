import { threads, type Thread } from '../scenario.ts';
import type * as Own from './lock.ts';

type Memory = { readonly buffer: SharedArrayBuffer; readonly total: Int32Array };

const adds = ({ load, memory }: Thread<Memory>): number => {
  const { Lock } = load<typeof Own>('lock.ts');
  const lock = new Lock(memory.buffer, 0);
  lock.lock();
  const sum = Atomics.load(memory.total, 0) + 1;
  Atomics.store(memory.total, 0, sum);
  lock.unlock();
  return sum;
};

export const threeAdd = threads('three threads add one under a lock', {
  memory: (shared) => {
    const buffer = shared.buffer('words', 8);
    return { buffer, total: shared.int32('total', buffer, 4, 1) };
  },
  run: { A: adds, B: adds, C: adds },
  outcome: ({ total }) => ({ total: total[0] ?? 0 }),
});
