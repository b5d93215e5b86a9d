import { promiseHooks } from 'node:v8';

/** A settled promise: a job queued on it now runs after all that were queued before. */
const settled = Promise.resolve();
const nothing = (): void => {};

/** How far the jobs that an answer sets off spread. */
export type Ripple = 'none' | 'flat' | 'deep';

/**
 * Watches the promise jobs of each turn. The jobs that an answer queues by itself run before any that a second answer
 * in the same turn queues, as they would in separate turns. So a second answer can matter only if the first one's
 * jobs queue further ones (`deep`): those come after the second one's first jobs.
 */
export class Ripples {
  #marker: Promise<void> | undefined;
  #ripple: Ripple = 'none';
  /** Our own jobs. */
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

  /** Says that the job that settles this promise is not the code's. */
  ignore(promise: Promise<unknown>): void {
    if (this.#stop !== undefined) this.#own.add(promise);
  }

  /** Call it when an answer has come, and all that it queues by itself is queued. */
  answered(): void {
    if (this.#stop === undefined) return;
    this.#ripple = 'none';
    this.#marker = settled.then(nothing);
  }

  /** Call it when something other than a promise job is queued. */
  deepen(): void {
    this.#ripple = 'deep';
  }

  /** How far the last answer spread, once its turn is over. */
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
