import { EventEmitter, once } from 'node:events';

/** Draws a number, and waits until it is called. */
export class Mutex {
  readonly #calls = new EventEmitter().setMaxListeners(0);
  #drawn = 0;
  #serving = 0;

  async run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#drawn++;
    if (mine !== this.#serving) await once(this.#calls, `number ${mine}`);
    try {
      return await work();
    } finally {
      this.#serving += 1;
      this.#calls.emit(`number ${this.#serving}`);
    }
  }
}
