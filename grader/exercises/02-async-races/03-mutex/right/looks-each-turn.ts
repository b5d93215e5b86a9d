import { setImmediate as nextTurn } from 'node:timers/promises';

/** Nobody is woken: whoever waits looks in each turn of the event loop whether everybody before it is done. */
export class Mutex {
  readonly #open = new Set<number>();
  #next = 0;

  async run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#next++;
    this.#open.add(mine);
    while (Math.min(...this.#open) < mine) await nextTurn();
    try {
      return await work();
    } finally {
      this.#open.delete(mine);
    }
  }
}
