import type { ThreadDebugger } from '../../common/thread-debugger.ts';
import type { Board } from './board.ts';

/** The longest time for which the main thread's loop stood still. */
export type Stall = {
  /** Milliseconds of the stall, without those in which a thread waited for a core. */
  readonly ms: number;
  /** Number of the blocking call that it was in, or 0. */
  readonly call: number;
  /** Where the thread was seen computing: `url:line:column`, innermost first. */
  readonly places: readonly string[];
};

/** Milliseconds for which the loop stands still before we look where. */
const lookInsideMs = 50;

/** Notes when and where the main thread's loop stands still: for the report, never for a verdict. */
export class StallWatch {
  readonly #board: Board;
  readonly #thread: ThreadDebugger;
  #ticks = -1;
  #since = -1;
  #call = 0;
  #places: readonly string[] = [];
  #longest: Stall = { ms: 0, call: 0, places: [] };

  /** @param thread the main thread */
  constructor(board: Board, thread: ThreadDebugger) {
    this.#board = board;
    this.#thread = thread;
  }

  get longest(): Stall {
    return this.#longest;
  }

  /**
   * @param now milliseconds of the undisturbed clock
   * @returns how many milliseconds the loop has stood still
   */
  look(now: number): number {
    const ticks = this.#board.get('ticks');
    if (ticks !== this.#ticks) {
      this.#ticks = ticks;
      this.#since = -1;
      this.#call = 0;
      this.#places = [];
      return 0;
    }
    if (this.#since < 0) this.#since = now;
    const ms = now - this.#since;
    this.#call ||= this.#board.get('call');
    if (ms >= lookInsideMs && this.#call === 0 && this.#places.length === 0) void this.#lookInside();
    if (ms > this.#longest.ms) this.#longest = { ms, call: this.#call, places: this.#places };
    return ms;
  }

  async #lookInside(): Promise<void> {
    this.#places = ['?'];
    // Send both requests at once: the thread may have moved on by the time it answers the first.
    void this.#thread.open(never);
    const frames = await this.#thread.stop('pause', never);
    this.#thread.close();
    this.#places = (frames ?? []).slice(0, 20).map(({ location }) => this.#thread.textOf(location));
  }
}

const never = (): boolean => false;
