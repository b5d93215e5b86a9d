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
/** Undisturbed milliseconds without a beat, asleep: the main thread itself waits in a call. */
const silentMs = 60;
/** Where the threads' states can't be read: undisturbed milliseconds in which nothing was counted. */
const uncountedMs = 480;

const noThreads: ReadonlySet<number> = new Set();

/** Looks at a run at rest, one after the other, before whoever waits for that is told. */
export const restLooks = 2;

/** Whether anything can still happen in a run: from what the system says of its threads, and from the main loop. */
export class Rest {
  readonly #board: Board;
  readonly #clock: UndisturbedClock;
  readonly #counted: () => string;
  #engine: ReadonlySet<number> | undefined;
  #ticks = -1;
  /** The main thread's beat when all others had come to rest. */
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

  /** Something was let go: the effect has yet to be seen. */
  disturb(): void {
    this.#looks = 0;
    this.#rested = 0;
  }

  /**
   * @param now milliseconds of the undisturbed clock, which has just been looked at
   * @returns whether all but the main thread are at rest, and whether that one is, too, and was at the look before:
   * in between, the witness itself has heard what was on its way to it
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
      // Processes must be quiet for so long that with V8's threads they never would be; whoever waits for these is
      // awake by then. Two looks take less: whoever collects garbage, or ends, would seem at rest.
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
    // Only beats since then: what the others did last has reached the main thread, and at most waits for a core.
    if (ticks - Math.max(this.#from, this.#board.get('busyTick')) >= quietBeats) return true;
    return now - this.#beaten >= silentMs && this.#clock.mainSleeps;
  }
}
