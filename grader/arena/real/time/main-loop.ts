import type { Board } from '../meters/board.ts';
import { ours } from '../meters/own-timers.ts';
import { loopMetrics } from './turns.ts';
import type { HeldTimers } from './timers.ts';

/** What a loop may have open without anything coming from it. */
const passive = new Set([
  'MessagePort',
  'Worker',
  'ProcessWrap',
  'PipeWrap',
  'TTYWrap',
  'CloseReq',
  'SignalWrap',
  'Timeout',
  'Immediate',
]);
/** Turns without an event, after which none is on its way. */
const quietTurns = 2;

/** The main thread's loop as the witness sees it: its beats, and whether it does anything in between. */
export class MainLoop {
  readonly #board: Board;
  readonly #awaited = new Map<() => boolean, () => void>();
  #looking = false;

  /**
   * Starts the beat: about one a millisecond while the loop turns freely.
   * @param onBeat called at each beat
   */
  constructor(board: Board, onBeat: () => void) {
    this.#board = board;
    let last = loopMetrics();
    const beat = (): void => {
      onBeat();
      const now = loopMetrics();
      const quiet = now.loopCount - last.loopCount === 1 && now.events === last.events;
      last = now;
      if (this.#tellAwaited() || !quiet) board.set('busyTick', board.get('ticks') + 1);
      board.add('ticks');
    };
    ours(() => setInterval(beat, 1)).unref();
  }

  /**
   * Waits until `happened` is true. Each beat checks, and the beat that finds it true counts as busy: the run is not
   * at rest before the waiting code has continued.
   */
  async until(happened: () => boolean): Promise<void> {
    if (!happened()) await new Promise<void>((resolve) => this.#awaited.set(happened, resolve));
  }

  #tellAwaited(): boolean {
    let told = false;
    for (const [happened, resolve] of this.#awaited) {
      if (!happened()) continue;
      this.#awaited.delete(happened);
      resolve();
      told = true;
    }
    return told;
  }

  /** If the attempt has no other thread or process, its own loop sees that nothing else can happen. */
  timerSet(timers: HeldTimers): void {
    if (this.#looking || !this.#isAlone()) return;
    this.#looking = true;
    let last = loopMetrics();
    let turns = 0;
    const look = (): void => {
      const now = loopMetrics();
      const answered = this.#board.get('questions') === 0;
      turns = answered && now.loopCount - last.loopCount === 1 && now.events === last.events ? turns + 1 : 0;
      last = now;
      const { next } = timers;
      if (!this.#board.isInOrder(next) || !this.#isAlone()) {
        this.#looking = false;
      } else if (turns >= quietTurns) {
        this.#looking = false;
        this.#board.raise('time', next.due);
        timers.fire();
      } else {
        ours(() => setImmediate(look)).unref();
      }
    };
    ours(() => setImmediate(look)).unref();
  }

  #isAlone(): boolean {
    const started = this.#board.get('threadsAlive') + this.#board.get('processesAlive');
    return started === 0 && process.getActiveResourcesInfo().every((resource) => passive.has(resource));
  }
}
