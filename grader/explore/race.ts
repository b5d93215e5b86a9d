import type { Actor, Step } from './model.ts';
import { hasRange, isPlain, overlaps, sameRange, type Operation, type MemoryRange } from './operation.ts';

/** Two steps on overlapping bytes that nothing orders, by index; at least one writes. */
export type DataRace = {
  readonly earlier: number;
  readonly later: number;
  /** `plain`: at least one is not by `Atomics`; `unequal`: both are, but on different ranges of bytes. */
  readonly kind: 'plain' | 'unequal';
};

/** Steps of each thread that happened before: thread → how many. */
type Clock = ReadonlyMap<Actor, number>;

type Access = { readonly index: number; readonly op: Operation & MemoryRange; readonly count: number };

/**
 * The first data race of a run, by happens-before of the ECMAScript memory model. These synchronise: a sequentially
 * consistent read with the write that it reads from, if both cover the same bytes (there is no release sequence: a
 * later write replaces, it does not add); entering a waiter list with those that left it; the woken thread with its
 * `notify`; `deliver` with `post`; a thread's start and end with `spawn` and `join`. Conflicting accesses that are
 * still unordered are a data race if at least one is plain or their ranges are unequal.
 */
export function findRace(steps: readonly Step<Operation>[]): DataRace | undefined {
  const clocks = new HappensBefore();
  const accesses: Access[] = [];
  for (const [index, { op, after }] of steps.entries()) {
    const clock = clocks.enter(op, after);
    if (hasRange(op) && touchesBytes(op)) {
      const rival = accesses.findLast((access) => races(access, op, clock));
      if (rival !== undefined) {
        return { earlier: rival.index, later: index, kind: isPlain(op) || isPlain(rival.op) ? 'plain' : 'unequal' };
      }
      accesses.push({ index, op, count: clock.get(op.lane) ?? 0 });
    }
    clocks.leave(op);
  }
  return undefined;
}

function races(access: Access, op: Operation & MemoryRange, clock: Clock): boolean {
  const other = access.op;
  if (other.lane === op.lane || !overlaps(other, op) || !(writes(other) || writes(op))) return false;
  if (access.count <= (clock.get(other.lane) ?? 0)) return false;
  return isPlain(other) || isPlain(op) || !sameRange(other, op);
}

/** The clocks of threads and of what carries them from one thread to another. */
class HappensBefore {
  readonly #threads = new Map<Actor, Map<Actor, number>>();
  /** Left by the last atomic write to exactly these bytes. */
  #writes: readonly { readonly place: MemoryRange; readonly clock: Clock }[] = [];
  readonly #waiterLists = new Map<string, Clock>();
  /** The clock of each step that others may come after. */
  readonly #left: (Clock | undefined)[] = [];

  /** Counts the step, and joins all that it synchronises with. */
  enter(op: Operation, after: number | undefined): Clock {
    const clock = this.#of(op.lane);
    const starts = op.kind === 'spawn' && !clock.has(op.lane);
    clock.set(op.lane, (clock.get(op.lane) ?? 0) + 1);
    // A parked look has `after`, too, as has the start of a thread that waited for one like it to begin. But that is
    // our doing: only a wake-up and a message order the threads.
    if (!starts) join(clock, this.#left[after ?? -1]);
    if (op.kind === 'join') join(clock, this.#of(op.thread));
    if (hasRange(op) && entersWaiterList(op)) join(clock, this.#waiterLists.get(address(op)));
    if (hasRange(op) && reads(op) && !isPlain(op)) {
      join(clock, this.#writes.find(({ place }) => sameRange(place, op))?.clock);
    }
    return clock;
  }

  /** Leaves the clock where others will find it. */
  leave(op: Operation): void {
    const clock = new Map(this.#of(op.lane));
    this.#left.push(op.kind === 'notify' || op.kind === 'post' ? clock : undefined);
    if (op.kind === 'spawn') join(this.#of(op.thread), clock);
    if (!hasRange(op)) return;
    if (entersWaiterList(op)) this.#waiterLists.set(address(op), clock);
    if (!writes(op)) return;
    this.#writes = this.#writes.filter(({ place }) => !overlaps(place, op));
    if (!isPlain(op)) this.#writes = [...this.#writes, { place: op, clock }];
  }

  #of(lane: Actor): Map<Actor, number> {
    const clock = this.#threads.get(lane) ?? new Map<Actor, number>();
    this.#threads.set(lane, clock);
    return clock;
  }
}

function join(clock: Map<Actor, number>, other: Clock | undefined): void {
  for (const [lane, count] of other ?? []) clock.set(lane, Math.max(count, clock.get(lane) ?? 0));
}

function entersWaiterList(op: Operation): boolean {
  return ['wait', 'wait-not-equal', 'notify', 'notify-none', 'timeout'].includes(op.kind);
}

function touchesBytes(op: Operation): boolean {
  return reads(op) || writes(op);
}

function reads(op: Operation): boolean {
  return 'read' in op;
}

function writes(op: Operation): boolean {
  return 'wrote' in op;
}

function address({ buffer, byte }: MemoryRange): string {
  return `${buffer}:${byte}`;
}
