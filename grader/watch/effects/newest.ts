/** Runs jobs of which only the newest is wanted: it cancels the previous one, and begins when that has ended. */
export class Newest {
  #job = new AbortController();
  #last: Promise<void> = Promise.resolve();

  /** @param job never rejects; is called even if `signal` has aborted by then */
  start(job: (signal: AbortSignal) => Promise<void>): void {
    this.cancel();
    const { signal } = (this.#job = new AbortController());
    this.#last = this.#last.then(async () => job(signal));
  }

  cancel(): void {
    this.#job.abort();
  }

  /** Resolves when nothing is under way. */
  async close(): Promise<void> {
    this.cancel();
    await this.#last;
  }
}
