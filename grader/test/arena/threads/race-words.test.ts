import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../explore/operation.ts';
import { dataRace } from '../../../arena/threads/explain/faults.ts';
import { Names } from '../../../arena/threads/scenario/names.ts';

const names = new Names(['A', 'B'], { regions: [], channels: [] } as never);
const flag = { buffer: 0, byte: 0, size: 4 };
const read = (lane: number, order: 'sc' | 'plain'): Operation => ({ ...flag, kind: 'load', lane, order, read: 0 });
const write = (lane: number, order: 'sc' | 'plain'): Operation => ({ ...flag, kind: 'store', lane, order, wrote: 1 });

const why = (earlier: Operation, later: Operation): string | undefined =>
  dataRace([{ op: earlier }, { op: later }], { earlier: 0, later: 1, kind: 'plain' }, names, false).why;

describe('why two accesses race', () => {
  it('names the one that does not use Atomics', () => {
    expect(why(write(0, 'plain'), read(1, 'sc'))).toBe(
      "A's write does not use Atomics, so B's read can miss it, and can see it before what A wrote earlier.",
    );
    expect(why(write(0, 'sc'), read(1, 'plain'))).toBe(
      "B's read does not use Atomics, so it can miss A's write, and can see it before what A wrote earlier.",
    );
  });

  it('says so where both do not', () => {
    expect(why(read(0, 'plain'), write(1, 'plain'))).toBe(
      "Neither uses Atomics, so A's read can miss B's write, and can see it before what B wrote earlier.",
    );
  });

  it('speaks of no read where there is none', () => {
    expect(why(write(0, 'plain'), write(1, 'sc'))).toBe(
      "A's write does not use Atomics, so nothing decides which of the two values stays.",
    );
  });
});
