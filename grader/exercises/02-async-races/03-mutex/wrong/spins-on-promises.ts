// stuck: waits with an await in a loop; it yields to other promises, never to the event loop
export class Mutex {
  #held = false;

  async run<T>(work: () => Promise<T>): Promise<T> {
    while (this.#held) await Promise.resolve();
    this.#held = true;
    try {
      return await work();
    } finally {
      this.#held = false;
    }
  }
}
