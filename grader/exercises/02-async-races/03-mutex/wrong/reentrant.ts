// race: lets in whoever is called from within the work, as locks of other languages do
import { AsyncLocalStorage } from 'node:async_hooks';

export class Mutex {
  readonly #inside = new AsyncLocalStorage<boolean>();
  #tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside.getStore() === true) return work();
    const mine = this.#tail.then(() => this.#inside.run(true, work));
    this.#tail = mine.catch(() => {});
    return mine;
  }
}
