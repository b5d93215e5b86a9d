// missed-wakeup in "a thread that waits sleeps as long as the mutex is taken"
// Tickets in a row, but one thread is woken, and it may be the wrong one

export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    const ticket = Atomics.add(this.#words, 0, 1);
    for (;;) {
      const serving = Atomics.load(this.#words, 1);
      if (serving === ticket) return;
      Atomics.wait(this.#words, 1, serving);
    }
  }

  unlock(): void {
    Atomics.add(this.#words, 1, 1);
    Atomics.notify(this.#words, 1, 1);
  }
}
