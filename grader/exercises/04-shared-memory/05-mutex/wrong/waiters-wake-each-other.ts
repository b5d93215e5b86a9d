// livelock in "a thread that waits sleeps as long as the mutex is taken"
// each who waits counts the word up, so that the other one's wait finds another number and does not sleep
export class Mutex {
  readonly #word: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#word = new Int32Array(buffer, byteOffset, 1);
  }

  lock(): void {
    for (let before = Atomics.add(this.#word, 0, 1); before !== 0; before = Atomics.add(this.#word, 0, 1)) {
      Atomics.wait(this.#word, 0, before + 1);
    }
  }

  unlock(): void {
    Atomics.store(this.#word, 0, 0);
    Atomics.notify(this.#word, 0, 1);
  }
}
