// race in "tickets at once come out whole, in the order in which they were asked for"
// takes whoever has been in front for a hundred turns of the event loop for crashed; a printer is slower than that
import { setImmediate as turn } from 'node:timers/promises';

export class Mutex {
  readonly #line: symbol[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    const me = Symbol();
    this.#line.push(me);
    for (let look = 0; this.#line[0] !== me && look < 100; look += 1) await turn();
    try {
      return await work();
    } finally {
      this.#line.splice(this.#line.indexOf(me), 1);
    }
  }
}
