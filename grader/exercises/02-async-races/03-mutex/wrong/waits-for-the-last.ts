// over-serialised: tidies up behind the whole line before it answers
export class Mutex {
  #tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#tail.then(() => work());
    this.#tail = mine.then(
      () => undefined,
      () => undefined,
    );
    return mine.finally(() => this.#tail);
  }
}
