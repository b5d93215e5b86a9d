import type { Action } from './action.ts';

/**
 * A pending operation lets at most this many `looks` go first, each a timer or a phase of immediates, and nothing
 * waits for more than `steps` steps: otherwise a loop that polls would have infinitely many, infinitely unfair
 * schedules. Once in a run, what is pending may be slower, as long as nothing but looks happens: code that gives up
 * after ten looks must be seen to give up.
 */
const patience = { looks: 4, steps: 60 };
/** Virtual ms within which it is open whether a timer or an immediate goes first: Node's shortest timer. */
const openMs = 1;

/** What is pending, and which of it may happen next. */
export class Agenda {
  readonly #timersInAnyOrder: boolean;
  /** In the order of creation. */
  readonly #pending: Action[] = [];
  /** Immediates up to this serial run one after the other: they were queued when their phase began. */
  #phase = -1;
  /** Immediates that have run since anything else happened. */
  #turns = 0;
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
    const isPhase = action.kind === 'immediate' && action.serial > this.#phase;
    const isLook = isPhase || action.deadline !== undefined;
    if (isLook && this.#slow === undefined) this.#beSlow(this.#pending.filter((other) => isOverdue(other)));
    else if (!isLook && action.kind !== 'immediate') this.#isSlow = false;
    for (const other of this.#pending) {
      other.overtaken++;
      if (isLook) other.overtakenByLooks++;
    }
    this.#turns = action.kind === 'immediate' ? this.#turns + 1 : 0;
    if (isPhase) this.#phase = this.#pending.findLast(({ kind }) => kind === 'immediate')?.serial ?? -1;
  }

  #beSlow(overdue: readonly Action[]): void {
    if (overdue.length === 0) return;
    this.#slow = new Set(overdue);
    this.#isSlow = true;
  }

  /** Whether the action has let enough looks go first, and has not been slow in this run. */
  #isLate(action: Action): boolean {
    return this.#slow !== undefined && !this.#slow.has(action) && isOverdue(action);
  }

  /** Restricts the choice to these actions, as patience has ended. */
  #only(actions: readonly Action[]): readonly Action[] {
    this.#unfair = true;
    return actions;
  }

  /**
   * What may happen next. Operations, starts and events: any. What waits for the clock: the one due first,
   * then the one made first, or what may happen in its place. Immediates: the one made first; once one ran,
   * so do all queued with it (nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick). As code takes no
   * time, the loop does not wait for the clock while there is an immediate.
   * @param now virtual time in ms
   */
  ready(now: number): readonly Action[] {
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
    if (late !== undefined) return this.#only([late]);
    if (immediate === undefined && timers.length === 0) return free;
    if (this.#isSlow) free = free.filter((action) => this.#slow?.has(action) !== true);
    else if (free.some((action) => this.#isLate(action))) return this.#only(free);
    const isTime = timers.length > 0 && this.#turns >= patience.steps;
    this.#unfair ||= isTime;
    const next = isTime ? undefined : immediate;
    if (next !== undefined) free.push(next);
    // An immediate that an I/O callback asked for runs before the loop looks at timers again.
    if (timers.length === 0 || next?.creator?.kind === 'operation') return free;
    if (next !== undefined && this.#isLate(next)) return this.#only(free);
    if (this.#timersInAnyOrder) return [...free, ...timers];
    const open = next === undefined ? timers : timers.filter((timer) => due(timer) <= now + openMs);
    if (open.length === 0) return free;
    const first = open.reduce((earliest, timer) => (due(timer) < due(earliest) ? timer : earliest));
    return [...free, ...open.filter((timer) => timer === first || timer.plan.insteadOf === first)];
  }
}

/** Whether the action has let enough looks go first. */
function isOverdue({ kind, possible, overtakenByLooks, deadline }: Action): boolean {
  return overtakenByLooks >= patience.looks && kind !== 'event' && deadline === undefined && possible;
}

function due(timer: Action): number {
  return timer.deadline ?? 0;
}
