import type { Actor, Step } from './model.ts';
import { hasRange, sameRange, type Operation, type MemoryRange, type Value } from './operation.ts';
import { isOpen, type FinalState } from './final-state.ts';

/** One edge of a deadlock: who waits, and for whom. */
export type Hold = {
  readonly lane: Actor;
  readonly holder: Actor;
  /** The word waited for and the step by which the holder took it; absent where `lane` joins `holder`. */
  readonly lock?: { readonly place: MemoryRange; readonly taken: number };
};

/**
 * A cycle of threads, each waiting for what the next one holds. It claims only what the run proves: a thread holds a
 * word if its atomic update moved the word away from its free value and nothing has put that value back; a word that
 * changed in a way that fits no lock is held by no thread.
 */
export function deadlockCycle(
  steps: readonly Step<Operation>[],
  lanes: readonly FinalState[],
): readonly Hold[] | undefined {
  const edges = new Map<Actor, Hold>();
  for (const [lane, finalState] of lanes.entries()) {
    const hold = waitsFor(steps, lane, finalState);
    if (hold !== undefined && isStuck(lanes[hold.holder])) edges.set(lane, hold);
  }
  for (const first of edges.keys()) {
    const cycle: Hold[] = [];
    let edge = edges.get(first);
    while (edge !== undefined && cycle.length < edges.size) {
      cycle.push(edge);
      if (edge.holder === first) return cycle;
      edge = edges.get(edge.holder);
    }
  }
  return undefined;
}

function waitsFor(steps: readonly Step<Operation>[], lane: Actor, finalState: FinalState): Hold | undefined {
  if (finalState.state === 'joining') return { lane, holder: finalState.thread };
  for (const place of places(steps, lane, finalState)) {
    const lock = holderOf(steps, place);
    if (lock !== undefined && lock.holder !== lane) {
      return { lane, holder: lock.holder, lock: { place, taken: lock.taken } };
    }
  }
  return undefined;
}

function places(steps: readonly Step<Operation>[], lane: Actor, finalState: FinalState): readonly MemoryRange[] {
  if (finalState.state === 'parked') return finalState.looks.filter((look) => look.kind !== 'notify');
  const last = steps.findLast(({ op }) => op.lane === lane)?.op;
  return finalState.state === 'asleep' && last !== undefined && hasRange(last) ? [last] : [];
}

function holderOf(
  steps: readonly Step<Operation>[],
  place: MemoryRange,
): { readonly holder: Actor; readonly taken: number } | undefined {
  let free: Value | undefined;
  let value: Value | undefined;
  let held: { readonly holder: Actor; readonly taken: number } | undefined;
  for (const [index, { op }] of steps.entries()) {
    if (!hasRange(op) || !sameRange(op, place)) continue;
    // Before its first write a word is free; one that is stored to before it is read is taken to start at zero.
    if ('read' in op) free ??= op.read;
    if (!('wrote' in op)) continue;
    free ??= 0;
    const taken = 'read' in op && op.read === free;
    if (op.wrote === free) held = undefined;
    else if (taken) held = { holder: op.lane, taken: index };
    // Another thread may mark a held lock as wanted where zero means free; any other change looks like a counter.
    else if (Number(free) !== 0 || op.lane === held?.holder) held = undefined;
    value = op.wrote;
  }
  return value === free ? undefined : held;
}

function isStuck(finalState: FinalState | undefined): boolean {
  return finalState !== undefined && isOpen(finalState) && finalState.state !== 'running';
}
