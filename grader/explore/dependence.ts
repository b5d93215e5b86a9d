import type { Dependent } from './model.ts';
import { hasRange, kinds, overlaps, type Kind, type Operation } from './operation.ts';

/** One thing that an operation touches, and whether it changes it. */
export type Touch = { readonly space: Space; readonly writes: boolean };

/**
 * `memory`: the bytes; `waiters`: who sleeps on an address; `queue`: the order of a port's messages;
 * `timeouts`: how many a run may still have; `marks`: the order of the scenario's notes on one matter.
 */
export type Space = keyof typeof sameThing;

const sameThing = {
  memory: (a: Operation, b: Operation) => hasRange(a) && hasRange(b) && overlaps(a, b),
  waiters: (a: Operation, b: Operation) => hasRange(a) && hasRange(b) && a.buffer === b.buffer && a.byte === b.byte,
  queue: (a: Operation, b: Operation) => a.kind === 'post' && b.kind === 'post' && a.port === b.port,
  timeouts: () => true,
  marks: (a: Operation, b: Operation) => a.kind === 'mark' && b.kind === 'mark' && a.matter === b.matter,
};

const spaces = ['memory', 'waiters', 'queue', 'timeouts', 'marks'] as const satisfies readonly Space[];

const reads = (space: Space): Touch => ({ space, writes: false });
const writes = (space: Space): Touch => ({ space, writes: true });

/**
 * The footprint of each operation. Dropping any entry would lose an order. Where a footprint is empty, `Step.after`
 * gives the order, which is not a race: a thread's steps come after its `spawn`, `join` after `exit`, `deliver` after
 * `post`, and a woken waiter continues after the `notify`.
 */
export const footprints: Readonly<Record<Kind, readonly Touch[]>> = {
  load: [reads('memory')],
  store: [writes('memory')],
  rmw: [writes('memory')],
  cas: [writes('memory')],
  'cas-failed': [reads('memory')],
  wait: [reads('memory'), writes('waiters')],
  'wait-not-equal': [reads('memory')],
  notify: [writes('waiters')],
  'notify-none': [reads('waiters')],
  // The number of time-outs in a run is limited, so one that fires may keep another from firing.
  timeout: [writes('waiters'), writes('timeouts')],
  post: [writes('queue')],
  deliver: [],
  spawn: [],
  exit: [],
  join: [],
  mark: [writes('marks')],
};

/** The dependence that follows from footprints: one thing touched by both, and changed by at least one. */
export function dependence(of: Readonly<Record<Kind, readonly Touch[]>>): Dependent<Operation> {
  const masks = new Map(kinds.map((kind) => [kind, masksOf(of[kind])]));
  return (a, b) => {
    // Two actors of one thread: its tasks run one after the other, on the same variables.
    if (a.lane === b.lane) return true;
    const first = masks.get(a.kind);
    const second = masks.get(b.kind);
    if (first === undefined || second === undefined) return true;
    const contended = (first.writes & second.touches) | (first.touches & second.writes);
    return contended !== 0 && spaces.some((space, bit) => (contended >> bit) & 1 && sameThing[space](a, b));
  };
}

/** Whether two operations must not be swapped. */
export const dependent: Dependent<Operation> = dependence(footprints);

function masksOf(touches: readonly Touch[]): { readonly touches: number; readonly writes: number } {
  const mask = (some: readonly Touch[]): number =>
    some.reduce((bits, { space }) => bits | (1 << spaces.indexOf(space)), 0);
  return { touches: mask(touches), writes: mask(touches.filter((touch) => touch.writes)) };
}
