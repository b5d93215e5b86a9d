import { promiseHooks } from 'node:v8';

/** Something that is settled: what is queued behind it now runs behind all that was queued before. */
const settled = Promise.resolve();
const nothing = (): void => {};

/** How far the jobs that an answer sets off spread. */
export type Ripple = 'none' | 'flat' | 'deep';

/**
 * Watches the promise jobs of each turn. Those that an answer queues by itself run before any that a second answer in
 * the same turn queues, as they would in turns of their own. So only if they queue further ones (`deep`) can it
 * matter that there was a second answer: those come after the first jobs of the other one.
 */
export class Ripples {
  #marker: Promise<void> | undefined;
  #ripple: Ripple = 'none';
  /** Jobs of ours. */
  #own = new WeakSet<Promise<unknown>>();
  #stop: (() => void) | undefined;

  get isWatching(): boolean {
    return this.#stop !== undefined;
  }

  start(): void {
    this.#stop = promiseHooks.createHook({ before: (promise) => this.#before(promise) }) as () => void;
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  /** Says that the job that settles this promise is none of the code's. */
  ignore(promise: Promise<unknown>): void {
    if (this.#stop !== undefined) this.#own.add(promise);
  }

  /** An answer has come, and all that it queues by itself is queued. */
  answered(): void {
    if (this.#stop === undefined) return;
    this.#ripple = 'none';
    this.#marker = settled.then(nothing);
  }

  /** Something is queued that is no promise job. */
  deepen(): void {
    this.#ripple = 'deep';
  }

  /** What came of the last answer, when its turn is over. */
  take(): Ripple {
    this.#marker = undefined;
    return this.#ripple;
  }

  #before(promise: Promise<unknown>): void {
    if (this.#ripple === 'deep') return;
    if (promise === this.#marker) this.#marker = undefined;
    else if (!this.#own.has(promise)) this.#ripple = this.#marker === undefined ? 'deep' : 'flat';
  }
}
