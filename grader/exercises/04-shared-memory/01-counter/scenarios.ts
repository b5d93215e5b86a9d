import { arrangement, threads, type Layout } from '../../../harness/scenario.ts';
import type * as Counter from '../../../../exercises/04-shared-memory/01-counter/counter.ts';

type Tally = Int32Array<SharedArrayBuffer>;
type Gate = { readonly load: <Module>(file: string) => Module; readonly memory: { readonly tally: Tally } };

const gate =
  (...visitors: readonly number[]) =>
  ({ load, memory }: Gate): void => {
    const { countVisitors } = load<typeof Counter>('counter.ts');
    for (const count of visitors) countVisitors(memory.tally, count);
  };

/** In the middle of a buffer, as other data may lie before it; and about to exceed 16 bits. */
const inTheMiddle = (shared: Layout): { tally: Tally } => {
  const buffer = shared.buffer('museum', 32);
  shared.int32('museum', buffer, 0, 4);
  return { tally: shared.int32('tally', buffer, 16, 4, [65_534]) };
};

const outcome = ({ tally }: { readonly tally: Tally }) => ({ tally: tally[0] ?? 0 });

export const oneGate = threads('one turnstile', {
  memory: inTheMiddle,
  run: { 'gate A': gate(0, 1, 3) },
  outcome,
});

const hall = arrangement({ memory: (shared) => ({ tally: shared.int32('tally', 4) }), outcome });

export const twoGates = hall('two turnstiles, a visitor each', { 'gate A': gate(1), 'gate B': gate(1) });

/** What a thread learnt in its first call may mislead it in the second. */
export const busyGates = hall('two turnstiles, two visitors each: together, and one after the other', {
  'gate A': gate(2),
  'gate B': gate(1, 1),
});

/** Each call of B may get in the way of A: an attempt that tries again may have to do so five times. */
export const swiftGate = hall('a turnstile with one visitor beside one that counts five, one after the other', {
  'gate A': gate(1),
  'gate B': gate(1, 1, 1, 1, 1),
});

export const threeGates = threads('three turnstiles, a visitor each', {
  memory: (shared) => ({ tally: shared.int32('tally', 4, [7]) }),
  run: { 'gate A': gate(1), 'gate B': gate(1), 'gate C': gate(1) },
  outcome,
});
