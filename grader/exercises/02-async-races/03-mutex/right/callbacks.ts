/** One clerk works off a list of jobs. No async, no await. */
export class Mutex {
  readonly #jobs: (() => void)[] = [];
  #busy = false;

  run<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#jobs.push(() => {
        const answered = (answer: () => void) => (): void => {
          answer();
          this.#busy = false;
          this.#next();
        };
        let result: Promise<T>;
        try {
          result = work();
        } catch (error) {
          answered(() => reject(error))();
          return;
        }
        result.then(
          (value) => answered(() => resolve(value))(),
          (error: unknown) => answered(() => reject(error))(),
        );
      });
      this.#next();
    });
  }

  #next(): void {
    if (this.#busy) return;
    const job = this.#jobs.shift();
    if (job === undefined) return;
    this.#busy = true;
    job();
  }
}
