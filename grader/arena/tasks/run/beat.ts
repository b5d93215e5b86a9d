const longestSchedule = 500;
const longestName = 200;

/**
 * A sign of life from the thread to its watcher, through shared memory: a thread that is stuck sends no messages. It
 * names the last action, so that the watcher can report it.
 */
export class Beat {
  readonly memory: SharedArrayBuffer;
  /** Steps so far, length of the schedule, length of the name, then the schedule. */
  readonly #numbers: Int32Array;
  readonly #name: Uint8Array;
  readonly #encoder = new TextEncoder();

  constructor(memory = new SharedArrayBuffer((3 + longestSchedule) * 4 + longestName)) {
    this.memory = memory;
    this.#numbers = new Int32Array(memory, 0, 3 + longestSchedule);
    this.#name = new Uint8Array(memory, (3 + longestSchedule) * 4);
  }

  /** Changes with every step. */
  get count(): number {
    return Atomics.load(this.#numbers, 0);
  }

  /** The choices of the run up to its last sign of life. */
  get schedule(): readonly number[] {
    return [...this.#numbers.subarray(3, 3 + (this.#numbers[1] ?? 0))];
  }

  /** Name of the last action; empty before the first. */
  get name(): string {
    return new TextDecoder().decode(this.#name.slice(0, this.#numbers[2] ?? 0));
  }

  /** @param index of the step; -1 before the first */
  tell(index: number, choice: number, name: string): void {
    if (index >= 0 && index < longestSchedule) this.#numbers[3 + index] = choice;
    this.#numbers[1] = Math.min(index + 1, longestSchedule);
    this.#numbers[2] = name === '' ? 0 : this.#encoder.encodeInto(name, this.#name).written;
    Atomics.add(this.#numbers, 0, 1);
  }
}
