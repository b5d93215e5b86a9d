import { shown } from '../../common/value-text.ts';
import type { FakeStage } from './fake.ts';
import { Updates } from './updates.ts';

// Captured before the code could replace it.
const { structuredClone } = globalThis;

/** Stands, in place of a key, for the set of keys. */
export const anyKey = '*';

/** The values as they were at one moment, which later writes leave alone. */
export type Snapshot<Value> = { readonly values: ReadonlyMap<string, Value>; readonly at: number };

/** What is in a table. */
export class Rows<Value> {
  readonly updates = new Updates();
  readonly #stage: FakeStage;
  readonly #name: string;
  readonly #values = new Map<string, Value>();

  constructor(stage: FakeStage, name: string, initial: Readonly<Record<string, Value>>) {
    this.#stage = stage;
    this.#name = name;
    for (const [key, value] of Object.entries(initial)) this.#put(key, value);
  }

  get values(): ReadonlyMap<string, Value> {
    return this.#values;
  }

  /** What a footprint calls the key. */
  place(key: string): string {
    return `${this.#name}.${key}`;
  }

  read(key: string, lane: string): Value | undefined {
    this.updates.read(key, lane);
    return copied(this.#values.get(key));
  }

  write(key: string, value: Value, lane: string): void {
    this.updates.wrote(key, lane);
    this.#put(key, value);
  }

  remove(key: string, lane: string): boolean {
    this.updates.wrote(key, lane);
    return this.#values.delete(key);
  }

  /** Reads everything: it competes with any write. */
  snapshot(): Snapshot<Value> {
    this.look(...this.#values.keys());
    return { values: new Map(this.#values), at: this.updates.now };
  }

  /** Declares that these keys are looked at without a call, or by one that cannot know its keys beforehand. */
  look(...keys: readonly string[]): void {
    this.#stage.touch({ reads: keys.map((key) => this.place(key)), writes: [] });
  }

  #put(key: string, value: Value): void {
    if (!this.#values.has(key)) {
      this.#stage.touch({ reads: [], writes: [this.place(anyKey)] });
      this.#stage.show(this.place(key), () => (this.#values.has(key) ? shown(this.#values.get(key)) : ''));
    }
    this.#values.set(key, copied(value));
  }
}

/** A server and its clients share no objects: what one of them changes, the others do not see. */
export function copied<Value>(value: Value): Value {
  return typeof value === 'object' && value !== null ? structuredClone(value) : value;
}
