/** The state holds how many want the lock; the bell holds how many may enter without looking. */
export class ExportLock {
  readonly #wanted: Int32Array;
  readonly #leave: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#wanted = new Int32Array(buffer, byteOffset, 1);
    this.#leave = new Int32Array(buffer, byteOffset + 4, 1);
  }

  acquire(): void {
    if (Atomics.add(this.#wanted, 0, 1) > 0) this.#sleep();
  }

  release(): void {
    if (Atomics.sub(this.#wanted, 0, 1) === 1) return;
    Atomics.add(this.#leave, 0, 1);
    Atomics.notify(this.#leave, 0, 1);
  }

  #sleep(): void {
    for (;;) {
      const leave = Atomics.load(this.#leave, 0);
      if (leave > 0 && Atomics.compareExchange(this.#leave, 0, leave, leave - 1) === leave) return;
      Atomics.wait(this.#leave, 0, 0);
    }
  }
}
