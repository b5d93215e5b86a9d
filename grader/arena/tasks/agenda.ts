import type { Action } from './action.ts';

/**
 * A pending operation lets at most so many timers go first, and nothing waits for more than so many
 * steps: otherwise a loop that polls would have infinitely many, infinitely unfair schedules.
 */
const patience = { timers: 4, steps: 60 };

/** What is pending, and which of it may happen next. */
export class Agenda {
  readonly #timersInAnyOrder: boolean;
  /** In the order of creation. */
  readonly #pending: Action[] = [];
  /** Immediates up to this serial run one after the other: they were queued when their phase began. */
  #phase = -1;
  #unfair = false;

  constructor(timersInAnyOrder: boolean) {
    this.#timersInAnyOrder = timersInAnyOrder;
  }

  /** Whether patience ended, so that there are orders that this run cannot have been part of. */
  get unfair(): boolean {
    return this.#unfair;
  }

  get pending(): readonly Action[] {
    return this.#pending;
  }

  add(action: Action): void {
    this.#pending.push(action);
  }

  remove(action: Action): void {
    const index = this.#pending.indexOf(action);
    if (index >= 0) this.#pending.splice(index, 1);
  }

  /** Takes the action that happens next. */
  take(action: Action): void {
    this.remove(action);
    for (const other of this.#pending) {
      other.overtaken++;
      if (action.deadline !== undefined) other.overtakenByTimers++;
    }
    if (action.kind === 'immediate' && action.serial > this.#phase) {
      this.#phase = this.#pending.findLast(({ kind }) => kind === 'immediate')?.serial ?? -1;
    }
  }

  /**
   * What may happen next. Operations, starts and events: any. What waits for the clock: the one
   * that is due first, then the one made first. Immediates: the first made; once one ran, so do all that were queued with it
   * (nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick).
   */
  ready(): readonly Action[] {
    const free: Action[] = [];
    const timers: Action[] = [];
    let immediate: Action | undefined;
    for (const action of this.#pending) {
      if (action.kind === 'immediate') immediate ??= action;
      else if (!action.possible) continue;
      else if (action.deadline !== undefined) timers.push(action);
      else free.push(action);
    }
    if (immediate !== undefined && immediate.serial <= this.#phase) return [immediate];

    const late = free.find((action) => action.overtaken >= patience.steps);
    if (late !== undefined) {
      this.#unfair = true;
      return [late];
    }
    if (immediate !== undefined) free.push(immediate);
    if (timers.length === 0) return free;
    // An immediate that was asked for by an I/O callback runs before the loop looks at timers again.
    if (immediate?.creator?.kind === 'operation') return free;
    if (free.some(({ kind, overtakenByTimers }) => kind !== 'event' && overtakenByTimers >= patience.timers)) {
      this.#unfair = true;
      return free;
    }
    if (this.#timersInAnyOrder) return [...free, ...timers];
    return [...free, timers.reduce((first, timer) => (due(timer) < due(first) ? timer : first))];
  }
}

function due(timer: Action): number {
  return timer.deadline ?? 0;
}
