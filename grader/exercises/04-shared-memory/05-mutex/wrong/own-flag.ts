// race in "two threads take turns"
// keeps in a field whether the mutex is taken; every thread has a field of its own
export class Mutex {
  readonly #words: Int32Array;
  #taken = false;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    while (this.#taken) Atomics.wait(this.#words, 0, 0);
    this.#taken = true;
  }

  unlock(): void {
    this.#taken = false;
    Atomics.notify(this.#words, 0, 1);
  }
}
