import type { Action } from './action.ts';

/**
 * A pending operation lets at most `timers` timers go first, and nothing waits for more than `steps` steps:
 * otherwise a loop that polls would have infinitely many, infinitely unfair schedules. Once in a run what is
 * pending may be slower than that, for as long as nothing but timers happens: code that gives up after ten
 * looks must be seen to give up.
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
  /** What was pending when the one slow time of this run began. */
  #slow: ReadonlySet<Action> | undefined;
  #isSlow = false;

  constructor(timersInAnyOrder: boolean) {
    this.#timersInAnyOrder = timersInAnyOrder;
  }

  /** Whether patience ended, so that this run cannot have led to some orders. */
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
    if (action.deadline === undefined) this.#isSlow = false;
    else if (this.#slow === undefined) this.#beSlow(this.#pending.filter((other) => isOverdue(other)));
    for (const other of this.#pending) {
      other.overtaken++;
      if (action.deadline !== undefined) other.overtakenByTimers++;
    }
    if (action.kind === 'immediate' && action.serial > this.#phase) {
      this.#phase = this.#pending.findLast(({ kind }) => kind === 'immediate')?.serial ?? -1;
    }
  }

  #beSlow(overdue: readonly Action[]): void {
    if (overdue.length === 0) return;
    this.#slow = new Set(overdue);
    this.#isSlow = true;
  }

  /**
   * What may happen next. Operations, starts and events: any. What waits for the clock: the one due first,
   * then the one made first, or what may happen in its place. Immediates: the one made first; once one ran,
   * so do all queued with it (nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick).
   */
  ready(): readonly Action[] {
    let free: Action[] = [];
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
    // An immediate that an I/O callback asked for runs before the loop looks at timers again.
    if (immediate?.creator?.kind === 'operation') return free;
    if (this.#isSlow) free = free.filter((action) => this.#slow?.has(action) !== true);
    else if (this.#slow !== undefined && free.some((action) => isOverdue(action) && this.#slow?.has(action) !== true)) {
      this.#unfair = true;
      return free;
    }
    if (this.#timersInAnyOrder) return [...free, ...timers];
    const first = timers.reduce((earliest, timer) => (due(timer) < due(earliest) ? timer : earliest));
    return [...free, ...timers.filter((timer) => timer === first || timer.plan.insteadOf === first)];
  }
}

/** Whether it has let enough timers go first. */
function isOverdue({ kind, possible, overtakenByTimers, deadline }: Action): boolean {
  return overtakenByTimers >= patience.timers && kind !== 'event' && deadline === undefined && possible;
}

function due(timer: Action): number {
  return timer.deadline ?? 0;
}
