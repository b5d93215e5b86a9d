import { isMainThread, threadId } from 'node:worker_threads';
import { nativeAtomics } from '../../common/native-atomics.ts';

/*
 * The meter of a task function that the kit supplies, in shared memory: who called the function for how many units of
 * work, and who was inside together. It can hold calls back, in one of two ways.
 *
 * A *gathering* holds all calls until a given number are inside together, once. Calls one after the other never
 * gather. Then it holds them until nothing else can happen, which shows code that continued without waiting for the
 * work.
 *
 * A *pace* lets the calls go as if each unit of work took one unit of virtual time, and each worker had a core of its
 * own: a call continues when all workers are inside (or no work is left to begin, and nothing else can happen) and no
 * other call would end before it. The virtual time at the end is how long the work would have taken, whatever else
 * the machine does.
 */

const words = [
  'lock',
  /** Counts changes; a thread that waits, waits for the next one. */
  'version',
  /** Calls are no longer held. */
  'open',
  /** All that were expected have come, and nothing else could happen. */
  'rested',
  'paced',
  /** How many calls must be inside together. */
  'crew',
  /** Units of all work, where it is paced. */
  'units',
  /** The call whose range holds this throws. */
  'failAt',
  /** Calls with work that have begun and not ended. */
  'inside',
  'waiting',
  'peak',
  /** Virtual time. */
  'now',
  /** Units begun. */
  'begun',
  'calls',
  'ended',
  'gathered',
  /** Whether a call had to be let go because no other came. */
  'short',
  /** Units done on the main thread, in how many turns of its loop, and the most in one turn. */
  'onMain',
  'turns',
  'mostInTurn',
  'turn',
  'inTurn',
] as const;
const index = Object.fromEntries(words.map((word, position) => [word, position])) as Record<Word, number>;
const fields = ['process', 'thread', 'from', 'to', 'units', 'due', 'state', 'began', 'ended'] as const;
const maxCalls = 8192;
const blockWords = words.length + maxCalls * fields.length;

type Word = (typeof words)[number];
type Field = (typeof fields)[number];
const states = { free: 0, waiting: 1, running: 2, done: 3 } as const;

/** What a call of the metered function is about. */
export type Weight = {
  readonly from: number;
  readonly to: number;
  /** Units of work in it; absent: `to - from`. */
  readonly units?: number;
};

export type Caller = {
  /** Process id; 0 is the arena's. */
  readonly process: number;
  /** 0 is the main thread. */
  readonly thread: number;
};

export type Call = Caller & {
  readonly from: number;
  readonly to: number;
  readonly units: number;
  /** Positions of the call's beginning and end among the beginnings and ends of all calls; 0: it has not ended. */
  readonly began: number;
  readonly ended: number;
};

export class MeterBlock {
  readonly memory: Int32Array;

  constructor(memory: Int32Array = new Int32Array(new SharedArrayBuffer(4 * blockWords))) {
    this.memory = memory;
  }

  get(word: Word): number {
    return nativeAtomics.load(this.memory, index[word]);
  }

  set(word: Word, value: number): void {
    nativeAtomics.store(this.memory, index[word], value);
  }

  /** @returns the call's number, or -1 when there were too many to record each */
  begin({ process, thread }: Caller, { from, to, units = to - from }: Weight, held: boolean): number {
    return this.#change(() => {
      const call = this.#add('calls', 1) - 1;
      // A call without work says nothing about who works with whom.
      const works = units > 0 || call >= maxCalls;
      if (works) this.set('peak', Math.max(this.get('peak'), this.#add('inside', 1)));
      this.#add('begun', units);
      if (!held) this.#add('now', units);
      if (call >= maxCalls) return -1;
      const due = this.get('now') + units;
      const state = held && works ? states.waiting : states.running;
      const began = call + this.get('ended') + 1;
      for (const [field, value] of Object.entries({ process, thread, from, to, units, due, state, began })) {
        this.#setField(call, field as Field, value);
      }
      if (state === states.waiting) this.#add('waiting', 1);
      return call;
    });
  }

  /** Whether a call may continue, now or since an earlier question. */
  mayGo(call: number): boolean {
    return this.#locked(() => {
      if (call < 0 || this.#field(call, 'state') !== states.waiting) return true;
      if (this.get('open') === 0 && !this.#isTurn(call)) return false;
      this.#add('waiting', -1);
      this.#setField(call, 'state', states.running);
      this.set('now', Math.max(this.get('now'), this.#field(call, 'due')));
      this.#tell();
      return true;
    });
  }

  /** Blocks the calling thread until its call may continue. */
  wait(call: number): void {
    for (;;) {
      const version = this.get('version');
      if (this.mayGo(call)) return;
      nativeAtomics.wait(this.memory, index.version, version);
    }
  }

  /** Resolves when something has changed since `version` was read. */
  async changed(version: number): Promise<void> {
    await nativeAtomics.waitAsync(this.memory, index.version, version).value;
  }

  end(call: number): void {
    this.#change(() => {
      this.#add('ended', 1);
      if (call < 0 || this.#field(call, 'units') > 0) this.#add('inside', -1);
      if (call < 0) return;
      if (this.#field(call, 'state') === states.waiting) this.#add('waiting', -1);
      this.#setField(call, 'state', states.done);
      this.#setField(call, 'ended', this.get('calls') + this.get('ended'));
    });
  }

  /** Ends the calls of a thread, or of a whole process, that is gone and will not end them itself. */
  abandon({ process, thread }: Partial<Caller> & { process: number }): void {
    // A thread that ended in the middle of a change left the lock behind.
    if (process === 0 && thread !== undefined) nativeAtomics.compareExchange(this.memory, index.lock, thread + 1, 0);
    for (const [call, caller] of this.calls().entries()) {
      const same = caller.process === process && (thread ?? caller.thread) === caller.thread;
      if (same && this.#field(call, 'state') !== states.done) this.end(call);
    }
  }

  /** Call it when nothing else can happen: no other call will come, so those that wait continue without one. */
  giveUp(): void {
    this.#change(() => {
      const waiting = this.get('waiting');
      if (waiting === 0) return;
      if (this.#isComplete()) {
        this.set('rested', 1);
        return;
      }
      if (waiting >= this.get('crew')) return;
      this.set('short', 1);
      if (this.get('paced')) this.set('crew', waiting);
      else this.set('open', 1);
    });
  }

  /** Whether a call of this caller waits. */
  holds({ process, thread }: Caller): boolean {
    return this.#waiting().some(
      (call) => this.#field(call, 'process') === process && this.#field(call, 'thread') === thread,
    );
  }

  calls(): readonly Call[] {
    return Array.from({ length: Math.min(this.get('calls'), maxCalls) }, (_, call) => ({
      process: this.#field(call, 'process'),
      thread: this.#field(call, 'thread'),
      from: this.#field(call, 'from'),
      to: this.#field(call, 'to'),
      units: this.#field(call, 'units'),
      began: this.#field(call, 'began'),
      ended: this.#field(call, 'ended'),
    }));
  }

  /** Whether all that were to gather are inside, or all work has begun. */
  #isComplete(): boolean {
    return this.get('paced') ? this.get('begun') >= this.get('units') : this.get('waiting') >= this.get('crew');
  }

  #isTurn(call: number): boolean {
    if (this.#isComplete() && !this.get('rested')) return false;
    if (!this.get('paced')) {
      if (this.get('waiting') < this.get('crew')) return false;
      this.set('gathered', 1);
      this.set('open', 1);
      return true;
    }
    if (this.get('waiting') < this.get('crew') && this.get('begun') < this.get('units')) return false;
    const due = (other: number): number => this.#field(other, 'due');
    return this.#waiting().every((other) => due(call) < due(other) || (due(call) === due(other) && call <= other));
  }

  #waiting(): readonly number[] {
    const count = this.get('waiting');
    const found: number[] = [];
    for (let call = Math.min(this.get('calls'), maxCalls) - 1; call >= 0 && found.length < count; call -= 1) {
      if (this.#field(call, 'state') === states.waiting) found.push(call);
    }
    return found;
  }

  #change<T>(change: () => T): T {
    return this.#locked(() => {
      const result = change();
      this.#tell();
      return result;
    });
  }

  /** Every change may let a call continue. */
  #tell(): void {
    this.#add('version', 1);
    nativeAtomics.notify(this.memory, index.version);
  }

  #locked<T>(body: () => T): T {
    const { memory } = this;
    while (nativeAtomics.compareExchange(memory, index.lock, 0, threadId + 1) !== 0) {
      // On the main thread a wait would be recorded as the attempt's own.
      if (!isMainThread) nativeAtomics.wait(memory, index.lock, nativeAtomics.load(memory, index.lock) || -1, 1);
    }
    try {
      return body();
    } finally {
      nativeAtomics.store(memory, index.lock, 0);
      nativeAtomics.notify(memory, index.lock, 1);
    }
  }

  #add(word: Word, change: number): number {
    return nativeAtomics.add(this.memory, index[word], change) + change;
  }

  #field(call: number, field: Field): number {
    return this.memory[words.length + call * fields.length + fields.indexOf(field)] ?? 0;
  }

  #setField(call: number, field: Field, value: number): void {
    this.memory[words.length + call * fields.length + fields.indexOf(field)] = value;
  }
}
