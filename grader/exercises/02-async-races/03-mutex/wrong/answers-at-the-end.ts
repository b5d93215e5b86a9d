// over-serialised in "tickets at once come out whole, in the order in which they were asked for"
// hands out the answers when the queue has been worked off
type Job = { work: () => Promise<unknown>; answer: () => void };

export class Mutex {
  readonly #jobs: Job[] = [];
  #busy = false;

  run<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const job: Job = { work, answer: () => {} };
      job.work = () =>
        Promise.resolve()
          .then(work)
          .then(
            (value) => (job.answer = () => resolve(value)),
            (error: unknown) => (job.answer = () => reject(error)),
          );
      this.#jobs.push(job);
      if (!this.#busy) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    const done: Job[] = [];
    for (let job = this.#jobs.shift(); job !== undefined; job = this.#jobs.shift()) {
      await job.work();
      done.push(job);
    }
    this.#busy = false;
    for (const job of done) job.answer();
  }
}
