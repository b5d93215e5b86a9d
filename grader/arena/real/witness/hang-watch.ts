import { endlessCall, type EndlessCall, type Locate } from '../../common/endless-call.ts';
import type { ThreadDebugger } from '../../common/thread-debugger.ts';

/** Undisturbed milliseconds without a beat of the main thread's loop, after which to look where it is. */
const hangMs = 3000;

/**
 * If the main thread's loop has stood still for long, finds the call that keeps it busy: for the report, not for a
 * verdict.
 */
export class HangWatch {
  readonly #locate: Locate;
  readonly #tell: (call: EndlessCall) => void;
  readonly #thread: ThreadDebugger;
  #now = 0;
  #looked = false;

  /**
   * @param thread the main thread
   * @param tell called at most once
   */
  constructor(thread: ThreadDebugger, locate: Locate, tell: (call: EndlessCall) => void) {
    this.#thread = thread;
    this.#locate = locate;
    this.#tell = tell;
  }

  /**
   * @param now milliseconds of the undisturbed clock
   * @param still how many milliseconds the loop has stood still
   */
  look(now: number, still: number): void {
    this.#now = now;
    if (this.#looked || still < hangMs) return;
    this.#looked = true;
    void this.#find();
  }

  async #find(): Promise<void> {
    const call = await endlessCall(this.#thread, () => this.#now, this.#locate);
    if (call) this.#tell(call);
  }
}
