import { endlessCall, type EndlessCall, type Locate } from '../../common/endless-call.ts';
import type { ThreadDebugger } from '../../common/thread-debugger.ts';
import type { Board } from '../meters/board.ts';

/** Undisturbed milliseconds without a beat of the main thread's loop, after which it is looked where it is. */
const hangMs = 3000;

/** When the main thread's loop has not turned for long, finds the call that keeps it: for the report, never for a verdict. */
export class HangWatch {
  readonly #board: Board;
  readonly #locate: Locate;
  readonly #tell: (call: EndlessCall) => void;
  readonly #thread: ThreadDebugger;
  #ticks = -1;
  #since = 0;
  #now = 0;
  #looked = false;

  /**
   * @param thread the main one
   * @param tell called once at most
   */
  constructor(board: Board, thread: ThreadDebugger, locate: Locate, tell: (call: EndlessCall) => void) {
    this.#board = board;
    this.#thread = thread;
    this.#locate = locate;
    this.#tell = tell;
  }

  /** @param now milliseconds of the undisturbed clock */
  look(now: number): void {
    const ticks = this.#board.get('ticks');
    if (ticks !== this.#ticks) this.#since = now;
    this.#ticks = ticks;
    this.#now = now;
    if (this.#looked || now - this.#since < hangMs) return;
    this.#looked = true;
    void this.#find();
  }

  async #find(): Promise<void> {
    const call = await endlessCall(this.#thread, () => this.#now, this.#locate);
    this.#thread.close();
    if (call) this.#tell(call);
  }
}
