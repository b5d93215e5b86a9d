import { Worker } from 'node:worker_threads';
import type { Fault } from '../exploration.ts';
import { Beat } from './beat.ts';
import { outOfMemory, stuck, threadEnded } from './faults.ts';
import type { Reply, Request } from './messages.ts';

/** Real time without a step, in ms, after which the thread is taken for stuck. */
const stuckAfter = 2000;
/** How often it is looked at. */
const lookEvery = 100;
const memoryMb = 256;

/** The answer to a request, or how the thread was lost over it. */
export type Ending =
  | Exclude<Reply, { say: 'print' | 'progress' }>
  | { readonly say: 'lost'; readonly schedule: readonly number[]; readonly fault: Fault };

export type Lost = Extract<Ending, { say: 'lost' }>;

/** The thread where learner code runs, with a watchdog; once lost, it is gone. */
export class WatchedThread {
  readonly #beat = new Beat();
  readonly #worker: Worker;
  #lost: Lost | undefined;
  #listener: ((reply: Reply | Lost) => void) | undefined;

  /** @param entry thread.ts, compiled to JavaScript */
  constructor(entry: URL) {
    this.#worker = new Worker(entry, {
      workerData: { beat: this.#beat.memory },
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      env: {},
      argv: [],
      execArgv: [],
    });
    this.#worker.unref();
    this.#worker.on('message', (reply: Reply) => this.#listener?.(reply));
    this.#worker.on('error', (error) => this.#lose(isOutOfMemory(error) ? outOfMemory() : threadEnded()));
    this.#worker.on('exit', () => this.#lose(threadEnded()));
  }

  /** @param hear what comes before the answer */
  async ask(request: Request, hear: (reply: Reply) => void): Promise<Ending> {
    if (this.#lost !== undefined) return this.#lost;
    const watch = this.#watch();
    this.#worker.ref();
    this.#worker.postMessage(request);
    try {
      return await new Promise((resolve) => {
        this.#listener = (reply) => (reply.say === 'print' || reply.say === 'progress' ? hear(reply) : resolve(reply));
      });
    } finally {
      clearInterval(watch);
      this.#listener = undefined;
      this.#worker.unref();
    }
  }

  #lose(fault: Fault): void {
    this.#lost ??= { say: 'lost', schedule: this.#beat.schedule, fault };
    this.#listener?.(this.#lost);
  }

  /** Looks are counted, not seconds: a machine that sleeps must not make its threads look stuck. */
  #watch(): NodeJS.Timeout {
    const before = this.#beat.count;
    let seen = before;
    let idle = 0;
    return setInterval(() => {
      const { count } = this.#beat;
      // Until the first run begins, the thread loads files; that can take its time.
      idle = count !== seen || count === before ? 0 : idle + 1;
      seen = count;
      if (idle < stuckAfter / lookEvery) return;
      this.#lose(stuck(this.#beat.name));
      void this.#worker.terminate();
    }, lookEvery);
  }
}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
