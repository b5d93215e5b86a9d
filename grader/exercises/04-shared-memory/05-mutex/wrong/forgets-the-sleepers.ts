// missed-wakeup in "a thread that waits sleeps as long as the mutex is taken"
// marks that somebody sleeps, but who is woken takes it as if nobody else did
const FREE = 0;
const TAKEN = 1;
const WANTED = 2;

export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    while (Atomics.compareExchange(this.#words, 0, FREE, TAKEN) !== FREE) {
      if (Atomics.compareExchange(this.#words, 0, TAKEN, WANTED) !== FREE) {
        Atomics.wait(this.#words, 0, WANTED);
      }
    }
  }

  unlock(): void {
    if (Atomics.exchange(this.#words, 0, FREE) === WANTED) {
      Atomics.notify(this.#words, 0, 1);
    }
  }
}
