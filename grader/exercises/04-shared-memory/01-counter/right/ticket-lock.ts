const NEXT_TICKET = 1;
const NOW_SERVING = 2;

class Turnstile {
  readonly #tally: Int32Array;

  constructor(tally: Int32Array) {
    this.#tally = tally;
  }

  enter(): void {
    const ticket = Atomics.add(this.#tally, NEXT_TICKET, 1);
    while (Atomics.load(this.#tally, NOW_SERVING) !== ticket);
    this.#tally[0]!++;
    Atomics.add(this.#tally, NOW_SERVING, 1);
  }
}

export function countVisitors(tally: Int32Array, visitors: number): void {
  const turnstile = new Turnstile(tally);
  for (let i = 0; i < visitors; i++) turnstile.enter();
}
