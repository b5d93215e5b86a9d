// wrong-result in "a thread that waits sleeps as long as the mutex is taken"
// a bell that is rung once and never reset: from then on nobody sleeps any more
const STATE = 0;
const BELL = 1;

export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    while (Atomics.exchange(this.#words, STATE, 1) === 1) Atomics.wait(this.#words, BELL, 0);
  }

  unlock(): void {
    Atomics.store(this.#words, STATE, 0);
    Atomics.store(this.#words, BELL, 1);
    Atomics.notify(this.#words, BELL);
  }
}
