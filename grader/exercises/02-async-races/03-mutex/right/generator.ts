type Job = { work: () => Promise<unknown>; resolve: (value: never) => void; reject: (error: unknown) => void };

/** A generator that never ends takes one job after the other. */
export class Mutex {
  readonly #jobs: Job[] = [];
  #wake: (() => void) | undefined;

  constructor() {
    void this.#serve();
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#jobs.push({ work, resolve, reject });
      this.#wake?.();
    });
  }

  async *#arrivals(): AsyncGenerator<Job, never> {
    for (;;) {
      const job = this.#jobs.shift();
      if (job !== undefined) yield job;
      else await new Promise<void>((wake) => (this.#wake = wake));
    }
  }

  async #serve(): Promise<void> {
    for await (const { work, resolve, reject } of this.#arrivals()) {
      try {
        resolve((await work()) as never);
      } catch (error) {
        reject(error);
      }
    }
  }
}
