import { Session, type Debugger } from 'node:inspector';
import type { Board } from './board.ts';

/** The longest time for which the main thread's loop stood still. */
export type Stall = {
  /** Milliseconds in which the thread was not kept waiting for a core. */
  readonly ms: number;
  /** Number of the blocking call that it was in, or 0. */
  readonly call: number;
  /** Where it was seen computing: `url:line:column`, innermost first. */
  readonly places: readonly string[];
};

/** A loop that stands still for so long is asked where it is. */
const lookInsideMs = 50;

/** Notes when the main thread's loop stands still, and where: for the report, never for a verdict. */
export class StallWatch {
  readonly #board: Board;
  readonly #session = new Session();
  readonly #urls = new Map<string, string>();
  #ticks = -1;
  #since = -1;
  #call = 0;
  #places: readonly string[] = [];
  #longest: Stall = { ms: 0, call: 0, places: [] };

  constructor(board: Board) {
    this.#board = board;
    // Only a session that was there before can interrupt a thread that computes.
    this.#session.connectToMainThread();
    this.#session.on('Debugger.scriptParsed', ({ params }) => this.#urls.set(params.scriptId, params.url));
    this.#session.on('Debugger.paused', ({ params }) => {
      this.#places = params.callFrames.slice(0, 20).map((frame) => this.#placeOf(frame));
      this.#session.post('Debugger.disable');
    });
  }

  get longest(): Stall {
    return this.#longest;
  }

  /** @param now milliseconds of the undisturbed clock */
  look(now: number): void {
    const ticks = this.#board.get('ticks');
    if (ticks !== this.#ticks) {
      this.#ticks = ticks;
      this.#since = -1;
      this.#call = 0;
      this.#places = [];
      return;
    }
    if (this.#since < 0) this.#since = now;
    const ms = now - this.#since;
    this.#call ||= this.#board.get('call');
    if (ms >= lookInsideMs && this.#call === 0 && this.#places.length === 0) this.#lookInside();
    if (ms > this.#longest.ms) this.#longest = { ms, call: this.#call, places: this.#places };
  }

  #lookInside(): void {
    this.#places = ['?'];
    this.#session.post('Debugger.enable');
    this.#session.post('Debugger.pause');
  }

  #placeOf({ location: { scriptId, lineNumber, columnNumber = 0 } }: Debugger.CallFrame): string {
    return `${this.#urls.get(scriptId) ?? ''}:${lineNumber + 1}:${columnNumber + 1}`;
  }
}
