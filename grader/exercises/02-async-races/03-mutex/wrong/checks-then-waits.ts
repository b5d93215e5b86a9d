// race in "tickets at once come out whole, in the order in which they were asked for"
// polls, and between finding the lock free and taking it there is an await
import { setImmediate as turn } from 'node:timers/promises';

export class Mutex {
  #held = false;

  async run<T>(work: () => Promise<T>): Promise<T> {
    while (this.#held) await turn();
    await Promise.resolve();
    this.#held = true;
    try {
      return await work();
    } finally {
      this.#held = false;
    }
  }
}
