import type { Board } from '../meters/board.ts';
import type { UndisturbedClock } from '../../common/undisturbed-time.ts';
import { engineThreads } from './engine-threads.ts';

/**
 * Undisturbed milliseconds without a sign of life, after which a child process counts as waiting: one that starts or
 * ends waits for the system now and then, all of its threads at once.
 */
const processesQuietMs = 250;
/** Beats of the main thread without anything in between, after which nothing is on its way to it. */
const quietBeats = 3;
/**
 * Undisturbed milliseconds asleep and without a beat, after which the main thread itself counts as waiting in a call.
 */
const silentMs = 60;
/** Where the threads' states can't be read: undisturbed milliseconds in which nothing was counted. */
const uncountedMs = 480;

const noThreads: ReadonlySet<number> = new Set();

/** How many looks in a row must find the run at rest before code that awaits this is told. */
export const restLooks = 2;

/** Tells whether anything can still happen in a run, from the system's report on its threads and from the main loop. */
export class Rest {
  readonly #board: Board;
  readonly #clock: UndisturbedClock;
  readonly #counted: () => string;
  #engine: ReadonlySet<number> | undefined;
  #ticks = -1;
  /** The main thread's beat at the first look that found all others at rest. */
  #from = 0;
  #beaten = 0;
  #seen = '';
  #since = 0;
  #looks = 0;
  /** Looks in a row at which all were at rest. */
  #rested = 0;
  #quietSince: number | undefined;

  /** @param counted changes when something that a thread did was counted */
  constructor(board: Board, clock: UndisturbedClock, counted: () => string) {
    this.#board = board;
    this.#clock = clock;
    this.#counted = counted;
  }

  /** Call it when something was let go: the effect has yet to be seen. */
  disturb(): void {
    this.#looks = 0;
    this.#rested = 0;
  }

  /**
   * @param now milliseconds of the undisturbed clock, which has just been looked at
   * @returns whether all threads but the main one are at rest; and whether that one is, too, and was at the last
   *   look: in between, the witness itself has heard what was on its way to it
   */
  look(now: number): { readonly others: boolean; readonly all: boolean } {
    const others = this.#areOthersQuiet(now);
    this.#looks = others ? this.#looks + 1 : 0;
    if (this.#looks === 1) this.#from = this.#board.get('ticks');
    this.#quietSince = others ? (this.#quietSince ?? now) : undefined;
    const quiet = this.#quietSince !== undefined && now - this.#quietSince >= processesQuietMs;
    const rested = this.#looks >= 2 && (!this.#clock.watchesOthers || quiet);
    this.#rested = rested && this.#isMainQuiet(now) ? this.#rested + 1 : 0;
    return { others: rested, all: this.#rested >= 2 };
  }

  #areOthersQuiet(now: number): boolean {
    if (this.#board.get('threadsStarting') > 0) return false;
    if (this.#clock.knowsStates) {
      // Processes must be quiet for longer than V8's threads ever are; code that waits for these threads is awake by
      // then. Two looks alone take less time: without V8's threads, a thread that collects garbage, or ends, would
      // seem at rest.
      const ignored = this.#clock.watchesOthers ? (this.#engine ??= engineThreads()) : noThreads;
      return this.#clock.othersRested(this.#board.blocked, ignored);
    }
    const seen = this.#counted();
    if (seen !== this.#seen) this.#since = now;
    this.#seen = seen;
    return now - this.#since >= uncountedMs;
  }

  #isMainQuiet(now: number): boolean {
    const ticks = this.#board.get('ticks');
    if (ticks !== this.#ticks) this.#beaten = now;
    this.#ticks = ticks;
    // Count only beats since then: what the others did last has reached the main thread, and at most waits for a
    // core.
    if (ticks - Math.max(this.#from, this.#board.get('busyTick')) >= quietBeats) return true;
    return now - this.#beaten >= silentMs && this.#clock.mainSleeps;
  }
}
