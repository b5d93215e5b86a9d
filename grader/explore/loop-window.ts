import { disturbs, type Look } from './look.ts';
import { overlaps, sameRange, type Operation, type MemoryRange, type Value } from './operation.ts';

/** What a thread is about to do to memory, as far as it can be told before it is done. */
export type Intent = MemoryRange & {
  readonly kind: 'load' | 'store' | 'change' | 'cas' | 'wait' | 'notify';
  /** What it writes, adds, or compares with. */
  readonly value?: Value | undefined;
  /** Where in the code, by number: what is done elsewhere is no iteration of the same loop. */
  site?: number | undefined;
};

/** One operation of the thread's own. */
type Turn = {
  readonly intent: Intent;
  readonly read: Value | undefined;
  readonly wrote: Value | undefined;
  /** Another thread has since changed what it was about. */
  stale: boolean;
};

export type Iteration = {
  /** What has to change for the next one to differ. */
  readonly looks: readonly Look[];
  /** Its operations, in the order in which they come next. */
  readonly intents: readonly Intent[];
  readonly writes: boolean;
  /** Whether memory never differed during it from before. */
  readonly idle: boolean;
};

/** Loops with more operations than this go unnoticed. */
const longest = 64;

/**
 * Notices that a thread goes round in a loop with all as before: it is about to do what began its last
 * iteration, which left memory as it was and met nobody. One more iteration would do the same, and all that
 * others can do in the middle of it they could have done in the middle of the last one.
 *
 * The loop may also write, as long as it changes nothing (a failed test-and-set by `exchange`; a lock that is taken
 * and given back as a second one is not free). The first iteration always runs: a look that finds nothing new is an
 * order of its own, and check-then-act bugs live there.
 */
export class LoopWindow {
  #turns: Turn[] = [];

  /** The thread did what it had intended; no intent: something that is no part of a waiting loop. */
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

  /** The last iteration, where `next` would begin one like it; else `undefined`. */
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

  /** Whether the turns from `start` on left all places with the values that they had before. */
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
