type Job = { readonly writes: boolean; readonly start: (done: () => void) => void };

/** No async, no await: a list of jobs, and a function that starts what may start. */
export class ReadWriteLock {
  readonly #jobs: Job[] = [];
  #running = 0;
  #writing = false;

  read<T>(work: () => Promise<T>): Promise<T> {
    return this.#add(false, work);
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    return this.#add(true, work);
  }

  #add<T>(writes: boolean, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const start = (done: () => void): void => {
        const result = new Promise<T>((settle) => settle(work()));
        result.then(
          (value) => {
            done();
            resolve(value);
          },
          (error: unknown) => {
            done();
            reject(error);
          },
        );
      };
      this.#jobs.push({ writes, start });
      this.#startMore();
    });
  }

  #startMore(): void {
    const [job] = this.#jobs;
    if (job === undefined || this.#writing || (job.writes && this.#running > 0)) return;
    this.#jobs.shift();
    this.#running += 1;
    this.#writing = job.writes;
    job.start(() => {
      this.#running -= 1;
      this.#writing = false;
      this.#startMore();
    });
    this.#startMore();
  }
}
