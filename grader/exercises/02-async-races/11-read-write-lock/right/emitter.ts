import { EventEmitter, once } from 'node:events';

/** Numbers are drawn at the door; each number is called when all in front of it allow it. */
export class ReadWriteLock {
  readonly #door = new EventEmitter().setMaxListeners(0);
  readonly #line: { number: number; writes: boolean; inside: boolean }[] = [];
  #drawn = 0;

  read<T>(work: () => Promise<T>): Promise<T> {
    return this.#visit(false, work);
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    return this.#visit(true, work);
  }

  async #visit<T>(writes: boolean, work: () => Promise<T>): Promise<T> {
    const me = { number: this.#drawn++, writes, inside: false };
    this.#line.push(me);
    const called = once(this.#door, String(me.number));
    this.#call();
    await called;
    try {
      return await work();
    } finally {
      this.#line.splice(this.#line.indexOf(me), 1);
      this.#call();
    }
  }

  #call(): void {
    for (const [index, visitor] of this.#line.entries()) {
      const isFree = visitor.writes ? index === 0 : this.#line.slice(0, index).every(({ writes }) => !writes);
      if (!isFree || visitor.inside) continue;
      visitor.inside = true;
      this.#door.emit(String(visitor.number));
    }
  }
}
