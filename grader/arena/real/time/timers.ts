/* oxlint-disable no-underscore-dangle -- Node's own fields of a timer */
import { createHook } from 'node:async_hooks';
import { isMainThread, threadId } from 'node:worker_threads';
import type { Board, Due } from '../meters/board.ts';
import { isOurs, ours } from '../meters/own-timers.ts';
import { TimeoutSignals } from './signals.ts';

/*
 * Timers of the attempt go off last, as in the explored arenas: when nothing else can happen, the attempt's time
 * moves on to the next timer due. Then the length of a sleep decides nothing but the order of timers, and a busy
 * machine changes nothing.
 *
 * Node's own timers stay, of whatever form (`setTimeout`, `node:timers/promises`, `AbortSignal.timeout`):
 * each is a `Timeout`, which is put off for weeks as it is made, and brought forward when its time has come.
 */

type Timer = {
  /** Node's own: the delay by which it is put into its list; -1 when it was cleared. */
  _idleTimeout: number;
  _repeat: number | null;
  _destroyed: boolean;
  refresh(): Timer;
};

type Earliest = { readonly at: number; readonly timer?: Timer };

const isCleared = (timer: Timer): boolean => timer._destroyed || timer._idleTimeout < 0;

/** Node's longest delay, in milliseconds. */
const weeks = 2 ** 31 - 1;
const soon = 1;

export class HeldTimers {
  readonly #board: Board;
  /** When each is due, in milliseconds of the attempt's time. */
  readonly #due = new Map<Timer, number>();
  readonly #delays = new WeakMap<Timer, number>();
  #newest: Timer | undefined;
  /** Timers last reported to the board. */
  #told: readonly Timer[] = [];
  readonly #signals = new TimeoutSignals(() => this.#newest);
  #refresh: Timer['refresh'] | undefined;
  #follows = false;
  readonly #onMore: () => void;
  /** The longest delay so far, in milliseconds. */
  longest = 0;

  /**
   * Holds all timers that this thread makes from now on, except ours.
   * @param onMore called when there is one more timer
   */
  constructor(board: Board, onMore: () => void = () => {}) {
    this.#board = board;
    this.#onMore = onMore;
    createHook({
      init: (_id, type, _trigger, resource) => {
        if (type === 'Timeout' && !isOurs()) this.#hold(resource as Timer);
      },
    }).enable();
  }

  /** When the earliest timer of each kind is due; 0: there is none. */
  get next(): Due {
    const { due, guard } = this.#earliest();
    return { due: due.at, guard: guard.at };
  }

  #earliest(): Record<keyof Due, Earliest> {
    const earliest: Record<keyof Due, Earliest> = { due: { at: 0 }, guard: { at: 0 } };
    for (const [timer, at] of this.#due) {
      const kind = this.#board.isGuard(this.#delayOf(timer)) ? 'guard' : 'due';
      if (isCleared(timer)) this.#due.delete(timer);
      else if (earliest[kind].at === 0 || at < earliest[kind].at) earliest[kind] = { at, timer };
    }
    return earliest;
  }

  /** Lets whatever is due now go off. */
  fire(): void {
    const board = this.#board;
    const now = board.get('time');
    const guards = board.get('guards');
    let fired = false;
    for (const [timer, due] of [...this.#due].toSorted(([, one], [, other]) => one - other)) {
      const isGuard = board.isGuard(this.#delayOf(timer));
      if (due > (isGuard ? guards : now) || isCleared(timer)) continue;
      if (this.#signals.isHeard(timer)) board.wentOff({ due, isGuard });
      if (timer._repeat === null) this.#due.delete(timer);
      else this.#due.set(timer, now + this.#delayOf(timer));
      timer._idleTimeout = soon;
      if (this.#refresh) Reflect.apply(this.#refresh, timer, []);
      fired = true;
    }
    // The run must not be found at rest before the callbacks have run: time would skip a beat that is still to come.
    if (fired && isMainThread) board.set('busyTick', board.get('ticks') + 1);
    this.tell();
    // Timers due later get their turn once these have gone off.
    if (this.#due.size > 0) ours(() => setTimeout(this.#onMore, soon)).unref();
  }

  #hold(timer: Timer): void {
    this.#watchRefresh(timer);
    this.#newest = timer;
    if (!this.#delays.has(timer)) this.#delays.set(timer, timer._idleTimeout);
    this.longest = Math.max(this.longest, timer._idleTimeout);
    timer._idleTimeout = weeks;
    if (timer._repeat !== null) timer._repeat = weeks;
    this.#wait(timer);
  }

  #wait(timer: Timer): void {
    this.#due.set(timer, this.#board.get('time') + this.#delayOf(timer));
    this.tell();
    this.#onMore();
    if (!this.#follows) void this.#follow();
  }

  #delayOf(timer: Timer): number {
    return this.#delays.get(timer) ?? soon;
  }

  /** Writes on the board when this thread's next timer is due. */
  tell(): void {
    const { due, guard } = this.#earliest();
    this.#told = [due, guard].flatMap(({ timer }) => timer ?? []);
    this.#board.setDue(threadId, { due: due.at, guard: guard.at });
  }

  /** Updates the board if a timer reported there has been cleared, which Node does not announce. */
  tellIfCleared(): void {
    if (this.#told.some(isCleared)) this.tell();
  }

  async #follow(): Promise<void> {
    this.#follows = true;
    for (;;) {
      const board = this.#board;
      const now = board.get('time');
      const { due, guard } = this.next;
      if ((due > 0 && due <= now) || (guard > 0 && guard <= board.get('guards'))) this.fire();
      else this.tell();
      await board.changed('time', now);
    }
  }

  /** Makes Node's own `refresh` put off the timer that it restarts. */
  #watchRefresh(timer: Timer): void {
    if (this.#refresh) return;
    const prototype = Object.getPrototypeOf(timer) as Timer;
    const { refresh } = prototype;
    this.#refresh = refresh;
    const again = (started: Timer): void => {
      if (!this.#delays.has(started) || started._idleTimeout < 0) return;
      started._idleTimeout = weeks;
      this.#wait(started);
    };
    prototype.refresh = function (this: Timer): Timer {
      again(this);
      return Reflect.apply(refresh, this, []);
    };
  }
}
