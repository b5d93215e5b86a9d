/** How many want the mutex, the one who has it included. */
const WANTING = 0;
/** Leave to enter, given to one of those who wait. */
const LEAVE = 1;

/** The mutex is never free while somebody waits: it goes from hand to hand. */
export class Mutex {
  private readonly words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    if (Atomics.add(this.words, WANTING, 1) === 0) return;
    while (Atomics.compareExchange(this.words, LEAVE, 1, 0) !== 1) Atomics.wait(this.words, LEAVE, 0);
  }

  unlock(): void {
    if (Atomics.sub(this.words, WANTING, 1) === 1) return;
    Atomics.store(this.words, LEAVE, 1);
    Atomics.notify(this.words, LEAVE, 1);
  }
}
