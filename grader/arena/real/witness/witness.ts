import type { Worker } from 'node:worker_threads';
import type { Board } from '../meters/board.ts';
import { uncounted } from '../meters/own-messages.ts';
import type { WitnessAnswer, WitnessJob, WitnessStart } from './witness-job.ts';

/** The main thread's end of the witness: a thread of ours that keeps running when this one does not. */
export class Witness {
  readonly #thread: Worker;
  readonly #board: Board;
  readonly #open = new Map<number, (answer: unknown) => void>();
  #questions = 0;
  #awaited = 0;

  /**
   * @param thread the arena's lifeline, which becomes the witness now
   * @param board the board that the witness watches
   * @param start what else the witness must know
   */
  constructor(thread: Worker, board: Board, start: Omit<WitnessStart, 'board'>) {
    this.#thread = thread;
    this.#board = board;
    thread.postMessage(uncounted<WitnessStart>({ board: board.memory, ...start }));
    thread.on('message', ({ id, answer }: WitnessAnswer) => {
      this.#open.get(id)?.(answer);
      this.#open.delete(id);
      this.#release();
    });
    thread.unref();
  }

  /** Keeps the loop from running empty until `promise` has settled. */
  async awake<Result>(promise: Promise<Result>): Promise<Result> {
    this.#awaited += 1;
    this.#thread.ref();
    try {
      return await promise;
    } finally {
      this.#awaited -= 1;
      this.#release();
    }
  }

  async ask(job: WitnessJob): Promise<unknown> {
    const id = (this.#questions += 1);
    this.#board.add('questions');
    return new Promise((resolve) => {
      this.#open.set(id, resolve);
      // The loop must not run empty before the answer comes.
      this.#thread.ref();
      this.#thread.postMessage(uncounted({ ...job, id }));
    });
  }

  #release(): void {
    if (this.#open.size === 0 && this.#awaited === 0) this.#thread.unref();
  }
}
