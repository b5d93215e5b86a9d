import { endless } from './endless.ts';
import { deadlockCycle, type Hold } from './lock-graph.ts';
import type { Actor, Step } from './model.ts';
import { hasRange, overlaps, type Operation, type MemoryRange } from './operation.ts';
import { isOpen, type FinalState } from './final-state.ts';

/** How a run ended; steps are given by index. */
export type Diagnosis =
  | { readonly kind: 'finished' }
  | { readonly kind: 'deadlock'; readonly cycle: readonly Hold[] }
  /** `lane` fell asleep (`wait`) after the wake-up that it sleeps for. */
  | ({ readonly kind: 'missed-wakeup'; readonly lane: Actor; readonly wait: number } & Missed)
  /** The last `notify` woke `woken` threads, and left these asleep. */
  | {
      readonly kind: 'insufficient-notify';
      readonly notify: number;
      readonly woken: number;
      readonly left: readonly Actor[];
    }
  /** No thread is left that could write what these spin on. */
  | { readonly kind: 'stuck-spin'; readonly lanes: readonly Actor[] }
  /** No thread can continue, and the run does not show why. */
  | { readonly kind: 'hang'; readonly lanes: readonly Actor[] }
  /** Every thread that still runs goes in circles. */
  | { readonly kind: 'livelock'; readonly lanes: readonly Actor[] }
  /** These repeat themselves while others make progress: a fault only where fairness is required. */
  | { readonly kind: 'starvation'; readonly lanes: readonly Actor[]; readonly others: readonly Actor[] }
  /** The run was too long, but no thread goes in circles. */
  | { readonly kind: 'unfinished'; readonly lanes: readonly Actor[] };

/** Why no notify wakes the sleeper. `change`: the last write to what the sleeper looked at. */
type Missed =
  /** The `notify` came between the thread's look and its sleep: it was not asleep yet. */
  | { readonly cause: 'asleep-too-late'; readonly notify: number }
  /** The `notify` came before the `change` that it was to announce. */
  | { readonly cause: 'notified-too-early'; readonly notify: number; readonly change: number }
  | { readonly cause: 'never-notified'; readonly change: number };

/**
 * How a run ended, from its steps and from the state of each thread at its end.
 * @param lanes by thread number
 */
export function classify(steps: readonly Step<Operation>[], lanes: readonly FinalState[]): Diagnosis {
  const open = lanes.flatMap((finalState, lane) => (isOpen(finalState) ? [lane] : []));
  if (open.length === 0) return { kind: 'finished' };
  // A thread that sleeps or otherwise waits neither goes in circles nor makes progress.
  const running = open.filter((lane) => lanes[lane]?.state === 'running');
  if (running.length > 0) return cut(steps, running);

  const cycle = deadlockCycle(steps, lanes);
  if (cycle !== undefined) return { kind: 'deadlock', cycle };

  const sleepers = open.filter((lane) => lanes[lane]?.state === 'asleep').map((lane) => sleeperOf(steps, lane));
  const explained =
    first(sleepers, (sleeper) => missedWakeup(steps, sleeper)) ??
    first(sleepers, (sleeper) => insufficientNotify(steps, sleeper, sleepers));
  if (explained !== undefined) return explained;
  if (open.every((lane) => lanes[lane]?.state === 'parked')) return { kind: 'stuck-spin', lanes: open };
  return { kind: 'hang', lanes: open };
}

function cut(steps: readonly Step<Operation>[], running: readonly Actor[]): Diagnosis {
  const { turning, others } = endless(steps, running);
  if (turning.length === 0) return { kind: 'unfinished', lanes: running };
  return others.length === 0 ? { kind: 'livelock', lanes: turning } : { kind: 'starvation', lanes: turning, others };
}

/** A thread asleep at `address` since step `wait`. */
type Sleeper = {
  readonly lane: Actor;
  readonly wait: number;
  readonly address: MemoryRange;
  /** Its last look before the wait; the wait itself if there was none. */
  readonly guard: number;
};

function sleeperOf(steps: readonly Step<Operation>[], lane: Actor): Sleeper {
  const wait = steps.findLastIndex(({ op }) => op.lane === lane);
  const look = steps.findLastIndex(({ op }, index) => index < wait && op.lane === lane && 'read' in op);
  return { lane, wait, address: placeOf(steps, wait), guard: look < 0 ? wait : look };
}

function missedWakeup(steps: readonly Step<Operation>[], sleeper: Sleeper): Diagnosis | undefined {
  const { lane, wait } = sleeper;
  const change = lastChange(steps, sleeper);
  const notify = lastNotify(steps, sleeper);
  if (change > notify) {
    const cause =
      notify < 0 ? ({ cause: 'never-notified' } as const) : ({ cause: 'notified-too-early', notify } as const);
    return { kind: 'missed-wakeup', lane, wait, change, ...cause };
  }
  return notify >= 0 && notify < wait
    ? { kind: 'missed-wakeup', lane, wait, cause: 'asleep-too-late', notify }
    : undefined;
}

function insufficientNotify(
  steps: readonly Step<Operation>[],
  sleeper: Sleeper,
  sleepers: readonly Sleeper[],
): Diagnosis | undefined {
  const notify = lastNotify(steps, sleeper);
  const op = steps[notify]?.op;
  if (op?.kind !== 'notify') return undefined;
  const left = sleepers.filter((other) => other.wait < notify && sameAddress(op, other.address));
  return { kind: 'insufficient-notify', notify, woken: op.woken, left: left.map(({ lane }) => lane) };
}

/**
 * Another thread's last write, since the sleeper's look, to what the sleeper looked at; -1 for none. Falling asleep
 * was one more look, at the sleeper's address.
 */
function lastChange(steps: readonly Step<Operation>[], { lane, guard, wait, address }: Sleeper): number {
  const seen = placeOf(steps, guard);
  return steps.findLastIndex(
    ({ op }, index) =>
      op.lane !== lane && 'wrote' in op && (overlaps(op, address) ? index > wait : index > guard && overlaps(op, seen)),
  );
}

/** The last notify at the sleeper's address since its look; -1 for none. */
function lastNotify(steps: readonly Step<Operation>[], { lane, guard, address }: Sleeper): number {
  return steps.findLastIndex(
    ({ op }, index) => index > guard && op.lane !== lane && isNotify(op) && sameAddress(op, address),
  );
}

function isNotify(op: Operation): boolean {
  return op.kind === 'notify' || op.kind === 'notify-none';
}

function sameAddress(op: Operation, address: MemoryRange): boolean {
  return hasRange(op) && op.buffer === address.buffer && op.byte === address.byte;
}

function placeOf(steps: readonly Step<Operation>[], index: number): MemoryRange {
  const op = steps[index]?.op;
  return op !== undefined && hasRange(op) ? op : nowhere;
}

const nowhere: MemoryRange = { buffer: -1, byte: 0, size: 0 };

function first<Item>(items: readonly Item[], explain: (item: Item) => Diagnosis | undefined): Diagnosis | undefined {
  for (const item of items) {
    const diagnosis = explain(item);
    if (diagnosis !== undefined) return diagnosis;
  }
  return undefined;
}
