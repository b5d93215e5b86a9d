import type { Footprint } from './footprint.ts';
import type { Run } from './run.ts';

/** A variable of the scenario whose uses are seen. */
export class Cell<Value> {
  readonly #run: Run;
  readonly #reads: Footprint;
  readonly #writes: Footprint;
  #value: Value;

  constructor(run: Run, name: string, initial: Value) {
    this.#run = run;
    this.#reads = { reads: [`cell ${name}`], writes: [] };
    this.#writes = { reads: [], writes: [`cell ${name}`] };
    this.#value = initial;
  }

  get value(): Value {
    this.#run.touch(this.#reads);
    return this.#value;
  }

  set value(next: Value) {
    this.#run.touch(this.#writes);
    this.#value = next;
  }

  /** For the picture, whose look must not be seen. */
  peek(): Value {
    return this.#value;
  }
}
