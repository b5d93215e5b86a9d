// crash: whoever comes while it is busy is sent away, and may try again later
export class Mutex {
  #held = false;

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#held) throw new Error('busy');
    this.#held = true;
    try {
      return await work();
    } finally {
      this.#held = false;
    }
  }
}
