import { Worker } from 'node:worker_threads';
import { Beat } from './run/beat.ts';
import { stuck } from './run/faults.ts';
import { outOfMemory, threadEnded } from '../common/faults.ts';
import { endlessCallOf } from '../common/endless-call.ts';
import { processorTime } from '../common/processor-time.ts';
import type { Fault } from '../../verdict/fault.ts';
import type { Reply, Request } from './messages.ts';

/** Processor time that the process may use without a step, in ms, before the thread counts as stuck. */
const stuckAfter = 2000;
/** Time between two looks at the thread, in ms of real time. */
const lookEvery = 100;
/** If the process uses no processor time for this many looks, the thread is asleep, and nothing is there to wake it. */
const asleepAfter = 40;
const asleepBelow = 1;
/** Before the first run the thread loads files. How long that may take: asleep, in looks; at work, in ms. */
const silentAfter = 100;
const loadingAfter = 60_000;
const memoryMb = 256;
/**
 * Growth of the process, in bytes, that shows a thread filling its memory: the memory limit ends it, however long the
 * collector takes.
 */
const filling = 4 * 1024 ** 2;

/** The answer to a request, or how the thread was lost over it. */
export type FinalReply =
  | Exclude<Reply, { say: 'print' | 'progress' }>
  | { readonly say: 'lost'; readonly schedule: readonly number[]; readonly fault: Fault }
  /** Nothing of the attempt had run yet: the fault is the thread's. */
  | { readonly say: 'silent' };

/** The thread is stuck; we look where. */
type Looking = { readonly say: 'looking' };

/** What may come before the answer. */
export type Before = Extract<Reply, { say: 'print' | 'progress' }> | Looking;

type Lost = Extract<FinalReply, { say: 'lost' | 'silent' }>;

/** The thread where learner code runs, with a watchdog; once lost, it is gone. */
export class WatchedThread {
  readonly #beat = new Beat();
  readonly #worker: Worker;
  #lost: Lost | undefined;
  /** Whether the thread counts as stuck or silent: its messages are then ignored. */
  #isStuck = false;
  #listener: ((reply: Reply | Looking | Lost) => void) | undefined;

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
    this.#worker.on('message', (reply: Reply) => {
      if (!this.#isStuck) this.#listener?.(reply);
    });
    this.#worker.on('error', (error) => this.#lose(isOutOfMemory(error) ? outOfMemory() : threadEnded()));
    this.#worker.on('exit', () => this.#lose(threadEnded()));
  }

  /** @param hear receives what comes before the answer */
  async ask(request: Request, hear: (reply: Before) => void): Promise<FinalReply> {
    if (this.#lost !== undefined) return this.#lost;
    const watch = this.#watch(request.stage);
    this.#worker.ref();
    this.#worker.postMessage(request);
    try {
      return await new Promise((resolve) => {
        this.#listener = (reply) =>
          reply.say === 'print' || reply.say === 'progress' || reply.say === 'looking' ? hear(reply) : resolve(reply);
      });
    } finally {
      clearInterval(watch);
      this.#listener = undefined;
      this.#worker.unref();
    }
  }

  #lose(fault: Fault): void {
    this.#end({ say: 'lost', schedule: this.#beat.schedule, fault });
  }

  #end(as: Lost): void {
    this.#lost ??= as;
    this.#listener?.(this.#lost);
  }

  /** Processor time is counted, not seconds: on a busy machine a thread that gets no core must not look stuck. */
  #watch(stage: string): NodeJS.Timeout {
    const before = this.#beat.count;
    let seen = before;
    let since = processorTime();
    let last = since;
    let asleep = 0;
    const begun = last;
    let resident = process.memoryUsage.rss();
    return setInterval(() => {
      const { count } = this.#beat;
      const now = processorTime();
      const isLoading = count === before;
      const isFilling = process.memoryUsage.rss() - resident > filling;
      if (count !== seen || isLoading || isFilling) {
        since = now;
        resident = process.memoryUsage.rss();
      }
      const sleeps = now - last < asleepBelow;
      // Until a thread begins, all idle looks count together: other threads of this process work, too, now and then.
      if (isLoading) asleep += Number(sleeps);
      else asleep = sleeps && since !== now ? asleep + 1 : 0;
      seen = count;
      last = now;
      if (this.#isStuck) return;
      if (isLoading) {
        if (asleep >= silentAfter || now - begun >= loadingAfter) this.#giveUp();
      } else if (now - since >= stuckAfter || asleep >= asleepAfter) void this.#stop(stage);
    }, lookEvery);
  }

  #giveUp(): void {
    this.#isStuck = true;
    this.#end({ say: 'silent' });
    void this.#worker.terminate();
  }

  async #stop(stage: string): Promise<void> {
    this.#isStuck = true;
    this.#listener?.({ say: 'looking' });
    const call = await endlessCallOf(this.#worker, stage);
    this.#lose(stuck(this.#beat.name, call));
    await this.#worker.terminate();
  }
}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
