// over-serialised in "two mutexes do not wait for each other"
// the view is a static field: all mutexes of a thread are the last one made
export class Mutex {
  readonly #words: Int32Array;
  static words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
    Mutex.words = this.#words;
  }

  lock(): void {
    if (Atomics.compareExchange(Mutex.words, 0, 0, 1) === 0) return;
    while (Atomics.exchange(Mutex.words, 0, 2) !== 0) Atomics.wait(Mutex.words, 0, 2);
  }

  unlock(): void {
    if (Atomics.exchange(Mutex.words, 0, 0) === 2) Atomics.notify(Mutex.words, 0, 1);
  }
}
