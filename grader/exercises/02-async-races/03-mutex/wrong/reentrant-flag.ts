// race in "tickets at once come out whole, in the order in which they were asked for"
// a flag says "we are inside", and so is everybody who looks at it meanwhile
export class Mutex {
  #inside = false;
  #tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside) return work();
    const mine = this.#tail.then(async () => {
      this.#inside = true;
      try {
        return await work();
      } finally {
        this.#inside = false;
      }
    });
    this.#tail = mine.catch(() => {});
    return mine;
  }
}
