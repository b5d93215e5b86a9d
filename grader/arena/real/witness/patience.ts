import type { Board } from '../meters/board.ts';

/*
 * Decides when no more callers will come to a meeting: when the run is at rest or, if code goes in circles for ever,
 * when the run has long done nothing else. Milliseconds here are those of the undisturbed clock: load on the machine
 * makes them longer.
 */

/** Where the clock can't see which threads wait for a core, all limits must be longer. */
const scale = process.platform === 'linux' ? 1 : 8;
const usualMs = 1500;
/** How often code may sleep: sleep in small pieces is still sleep, until it has to count as looking. */
const usualNaps = 400;
/** This many pauses tell an endless beat from code that waits longer each time. */
const fewNaps = 20;

/** Somewhere callers are held until enough are there. */
export type Meeting = {
  /** Changes with each arrival and departure. */
  readonly version: () => number | string;
  /** How many callers wait; 0: there is nothing to be patient about. */
  readonly waiting: () => number;
  readonly giveUp: () => void;
};

export class Patience {
  readonly #board: Board;
  readonly #meeting: Meeting;
  readonly #longestMs: number;
  readonly #mostNaps: number;
  readonly #mostSleptMs: number;
  #seen = '';
  #since = 0;
  #time = 0;
  /** The attempt's time when the last change was seen. */
  #from = 0;
  #naps = 0;

  /**
   * @param how.longestMs undisturbed milliseconds without a change, after which patience ends
   * @param how.mostNaps how often the attempt's time may move on meanwhile
   * @param how.mostSleptMs milliseconds of the attempt's time after which a few naps are enough
   */
  constructor(
    board: Board,
    meeting: Meeting,
    { longestMs = usualMs, mostNaps = usualNaps, mostSleptMs = Infinity } = {},
  ) {
    this.#board = board;
    this.#meeting = meeting;
    this.#longestMs = longestMs * scale;
    this.#mostNaps = mostNaps;
    this.#mostSleptMs = mostSleptMs;
  }

  /** Whether any caller waits. */
  get isNeeded(): boolean {
    return this.#meeting.waiting() > 0;
  }

  /**
   * @param now milliseconds of the undisturbed clock
   * @param rested whether nothing else can happen
   * @returns whether any caller was let go
   */
  look(now: number, rested: boolean): boolean {
    const { version, waiting, giveUp } = this.#meeting;
    if (waiting() === 0) return false;
    const board = this.#board;
    const people = ['threadsStarted', 'threadsAlive', 'processesStarted', 'processesAlive', 'messages'] as const;
    const seen = [version(), ...people.map((word) => board.get(word))].join();
    if (seen !== this.#seen || board.get('threadsStarting') > 0) {
      this.#seen = seen;
      this.#begin(now);
    }
    if (board.get('time') !== this.#time) {
      this.#since = now;
      this.#time = board.get('time');
      this.#naps += 1;
    }
    if (!rested && !this.#hasSleptEnough && now - this.#since < this.#longestMs) return false;
    giveUp();
    this.#begin(now);
    return true;
  }

  get #hasSleptEnough(): boolean {
    const slept = this.#time - this.#from;
    return this.#naps >= this.#mostNaps || (this.#naps >= fewNaps && slept >= this.#mostSleptMs);
  }

  #begin(now: number): void {
    this.#since = now;
    this.#time = this.#board.get('time');
    this.#from = this.#time;
    this.#naps = 0;
  }
}
