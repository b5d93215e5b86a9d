import type { Plan } from '../../../explore/model.ts';
import type { Operation } from '../../../explore/operation.ts';
import { maxEntries, Records } from './records.ts';

const maxChanges = 16;
const maxSleepers = 32;
const tails = ['none', 'random', 'priority', 'turns', 'stop'] as const;

const header = { prefix: 0, sleepers: 1, tail: 2, seed: 3, changes: 4 };
const changesAt = 8;
const prefixAt = changesAt + maxChanges;
const words = prefixAt + maxEntries;

/** The plan of a run, in shared memory. */
export class PlanSlot {
  static readonly bytes = words * Int32Array.BYTES_PER_ELEMENT + Records.bytes(maxSleepers);
  readonly #words: Int32Array;
  readonly #sleepers: Records;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, words);
    this.#sleepers = new Records(buffer, byteOffset + this.#words.byteLength, maxSleepers);
  }

  set plan({ prefix, sleep, tail }: Plan<Operation>) {
    if (prefix.length > maxEntries)
      throw new RangeError(`Expected a plan of at most ${maxEntries} steps, got ${prefix.length}`);
    const changes = tail?.kind === 'priority' ? tail.changes : tail?.kind === 'turns' ? [tail.first, tail.length] : [];
    this.#words[header.prefix] = prefix.length;
    this.#words.set(prefix, prefixAt);
    this.#words[header.sleepers] = sleep.size;
    for (const [index, [actor, op]] of [...sleep].entries()) this.#sleepers.write(index, { actor, enabled: 0, op });
    this.#words[header.tail] = tails.indexOf(tail?.kind ?? 'none');
    this.#words[header.seed] = seedOf(tail);
    this.#words[header.changes] = changes.length;
    this.#words.set(changes, changesAt);
  }

  get plan(): Plan<Operation> {
    const prefix = this.#list(prefixAt, header.prefix);
    const sleep = new Map<number, Operation>();
    for (let index = 0; index < this.#word(header.sleepers); index++) {
      const { actor, op } = this.#sleepers.read(index);
      sleep.set(actor, op);
    }
    const kind = tails[this.#word(header.tail)] ?? 'none';
    const seed = this.#word(header.seed) >>> 0;
    switch (kind) {
      case 'none':
        return { prefix, sleep };
      case 'stop':
        return { prefix, sleep, tail: { kind } };
      case 'random':
        return { prefix, sleep, tail: { kind, seed } };
      case 'turns': {
        const [first = 1, length = 0] = this.#list(changesAt, header.changes);
        return { prefix, sleep, tail: { kind, quantum: seed, first, length } };
      }
      case 'priority':
        return { prefix, sleep, tail: { kind, seed, changes: this.#list(changesAt, header.changes) } };
    }
  }

  #list(at: number, length: number): number[] {
    const list: number[] = [];
    for (let index = at; index < at + this.#word(length); index++) list.push(this.#word(index));
    return list;
  }

  #word(index: number): number {
    return this.#words[index] ?? 0;
  }
}

function seedOf(tail: Plan<Operation>['tail']): number {
  if (tail?.kind === 'turns') return tail.quantum;
  return tail !== undefined && 'seed' in tail ? tail.seed : 0;
}
