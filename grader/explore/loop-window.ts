import { disturbs, type Look } from './look.ts';
import { overlaps, sameRange, type Operation, type MemoryRange, type Value } from './operation.ts';

/** What a thread is about to do to memory, as far as can be told in advance. */
export type Intent = MemoryRange & {
  readonly kind: 'load' | 'store' | 'change' | 'cas' | 'wait' | 'notify';
  /** What it writes, adds, or compares with. */
  readonly value?: Value | undefined;
  /** Number of the place in the code: an operation at another place belongs to another loop. */
  site?: number | undefined;
};

/** One of the thread's own operations. */
type Turn = {
  readonly intent: Intent;
  readonly read: Value | undefined;
  readonly wrote: Value | undefined;
  /** Whether another thread has since changed what the operation looked at. */
  stale: boolean;
};

export type Iteration = {
  /** What has to change for the next iteration to differ. */
  readonly looks: readonly Look[];
  /** Its operations, in the order in which the next iteration would repeat them. */
  readonly intents: readonly Intent[];
  readonly writes: boolean;
  /** Whether no operation changed memory, even for a moment. */
  readonly idle: boolean;
};

/** Loops with more operations than this go unnoticed. */
const longest = 64;

/**
 * Notices when one more iteration of a loop can bring nothing new: the thread is about to do what began its last
 * iteration, which left memory unchanged and which no other thread disturbed. Another iteration would do the same,
 * and whatever others can do in the middle of it they could have done in the middle of the last one.
 *
 * The loop may also write, as long as each iteration restores the old values (a failed test-and-set by `exchange`; a
 * lock that is taken, and released because a second one is not free). The first iteration always runs: a look that
 * finds nothing new is an order of its own, and check-then-act bugs live there.
 */
export class LoopWindow {
  #turns: Turn[] = [];

  /** Records one of the thread's own operations. @param intent absent: the operation is no part of a waiting loop */
  did(op: Operation, intent?: Intent): void {
    if (intent === undefined || op.kind === 'wait' || op.kind === 'notify') {
      this.#turns = [];
      return;
    }
    if (this.#turns.length === longest) this.#turns.shift();
    const read = 'read' in op ? op.read : undefined;
    const wrote = 'wrote' in op ? op.wrote : undefined;
    this.#turns.push({ intent, read, wrote, stale: false });
  }

  /** Another thread did `op`. */
  heard(op: Operation): void {
    if (changesNothing(op)) return;
    for (const turn of this.#turns) if (disturbs(op, lookOf(turn.intent))) turn.stale = true;
  }

  /** The last iteration, if `next` would begin another like it; else `undefined`. */
  watch(next: Intent): Iteration | undefined {
    const end = this.#turns.length;
    for (let start = end - 1; start >= 0; start--) {
      const first = this.#turns[start];
      if (first === undefined || first.stale) return undefined;
      if (!sameIntent(first.intent, next) || !this.#leavesMemoryAlone(start)) continue;
      const turns = this.#turns.slice(start);
      const looks = turns.map(({ intent }) => lookOf(intent));
      return {
        looks: looks.filter((look, index) => looks.findIndex((other) => sameLook(other, look)) === index),
        intents: turns.map(({ intent }) => intent),
        writes: turns.some(({ wrote }) => wrote !== undefined),
        idle: turns.every(({ read, wrote }) => wrote === undefined || wrote === read),
      };
    }
    return undefined;
  }

  /** Whether the turns from index `start` on left every place with the value that it had before. */
  #leavesMemoryAlone(start: number): boolean {
    for (let index = start; index < this.#turns.length; index++) {
      const turn = this.#turns[index];
      if (turn?.wrote === undefined) continue;
      const later = this.#turns
        .slice(index + 1)
        .some((other) => other.wrote !== undefined && overlaps(other.intent, turn.intent));
      if (!later && turn.wrote !== this.#valueBefore(start, turn.intent)) return false;
    }
    return true;
  }

  /** The value of a place when turn `start` began, if the turns show it. */
  #valueBefore(start: number, place: MemoryRange): Value | undefined {
    const before = this.#turns.slice(0, start).findLast(({ intent }) => overlaps(intent, place));
    if (before?.stale === false && sameRange(before.intent, place)) return before.wrote ?? before.read;
    const first = this.#turns.slice(start).find(({ intent }) => overlaps(intent, place));
    return first !== undefined && sameRange(first.intent, place) ? first.read : undefined;
  }
}

/** A failed test-and-set: `Atomics.exchange(lock, 0, 1)` that found a 1. */
export function changesNothing(op: Operation): boolean {
  return op.kind === 'rmw' && op.read === op.wrote;
}

function lookOf({ kind, buffer, byte, size }: Intent): Look {
  return { kind: kind === 'store' || kind === 'change' ? 'load' : kind, buffer, byte, size };
}

function sameIntent(a: Intent, b: Intent): boolean {
  return a.site === b.site && a.kind === b.kind && sameRange(a, b) && a.value === b.value;
}

function sameLook(a: Look, b: Look): boolean {
  return a.kind === b.kind && sameRange(a, b);
}
