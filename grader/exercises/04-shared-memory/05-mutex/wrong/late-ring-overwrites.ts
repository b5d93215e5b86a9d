// missed-wakeup in "none of three threads is left asleep"
// counts the rings in two steps, after the mutex is free: another thread may ring in between
const STATE = 0;
const BELL = 1;
export class Mutex {
  readonly #words: Int32Array;
  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }
  lock(): void {
    for (;;) {
      const rings = Atomics.load(this.#words, BELL);
      if (Atomics.compareExchange(this.#words, STATE, 0, 1) === 0) return;
      Atomics.wait(this.#words, BELL, rings);
    }
  }
  unlock(): void {
    Atomics.store(this.#words, STATE, 0);
    Atomics.store(this.#words, BELL, Atomics.load(this.#words, BELL) + 1);
    Atomics.notify(this.#words, BELL, 1);
  }
}
