// wrong-result: catches the error for the line's sake, and the caller never hears of it
export class Mutex {
  #tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#tail.then(work).catch((error: unknown) => {
      console.error('work failed', error);
      return undefined as T;
    });
    this.#tail = mine;
    return mine;
  }
}
