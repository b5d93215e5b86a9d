import { setTimeout as wait } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { Board } from '../meters/board.ts';
import { uncounted } from '../meters/own-messages.ts';
import type { WitnessAnswer, WitnessJob, WitnessStart } from './witness-job.ts';

const pollMs = 10;

/** The main thread's end of the witness: a thread of ours that goes on when this one does not. */
export class Witness {
  readonly #thread: Worker;
  readonly #open = new Map<number, (answer: unknown) => void>();
  #questions = 0;
  #polls = 0;

  /**
   * @param thread the arena's lifeline, which becomes the witness now
   * @param board that it watches
   */
  constructor(thread: Worker, board: Board) {
    this.#thread = thread;
    thread.postMessage(uncounted<WitnessStart>({ board: board.memory }));
    thread.on('message', ({ id, answer }: WitnessAnswer) => {
      this.#open.get(id)?.(answer);
      this.#open.delete(id);
      this.#release();
    });
    thread.unref();
  }

  /**
   * Waits until something has happened. The loop does not run empty meanwhile, and yet has no timer that anybody else
   * might be thought to come of.
   */
  async poll(happened: () => boolean): Promise<void> {
    this.#polls += 1;
    this.#thread.ref();
    while (!happened()) await wait(pollMs, undefined, { ref: false });
    this.#polls -= 1;
    this.#release();
  }

  async ask(job: WitnessJob): Promise<unknown> {
    const id = (this.#questions += 1);
    return new Promise((resolve) => {
      this.#open.set(id, resolve);
      // Whoever waits for the answer must not find that the loop has run empty.
      this.#thread.ref();
      this.#thread.postMessage(uncounted({ ...job, id }));
    });
  }

  #release(): void {
    if (this.#open.size === 0 && this.#polls === 0) this.#thread.unref();
  }
}
