// race in "nobody slips in while the lock changes hands"
// lowers the flag in a "finally" and wakes the next one in a "then" after it, to keep the two apart
export class Mutex {
  #busy = false;
  readonly #waiting: (() => void)[] = [];

  run<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const start = (): void => {
        this.#busy = true;
        void this.#serve(async () => {
          await (async () => work())().then(resolve, reject);
        })
          .finally(() => {
            this.#busy = false;
          })
          .then(() => this.#waiting.shift()?.());
      };
      if (this.#busy) this.#waiting.push(start);
      else start();
    });
  }

  async #serve(job: () => Promise<void>): Promise<void> {
    return (async () => {
      await job();
    })();
  }
}
