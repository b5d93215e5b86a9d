import { awake, busy, threads, threadsWith, type Aftermath, type Layout } from '../../../harness/scenario.ts';
import type * as Exercise from '../../../../exercises/04-shared-memory/05-mutex/mutex.ts';

type Words = Int32Array<SharedArrayBuffer>;
type Hall = {
  readonly buffer: SharedArrayBuffer;
  /** The last number that was given out. */
  readonly label: Words;
  /** How many tables are at their printers. */
  readonly printing: Words;
  /** Whether the second and the third table are in lock(). */
  readonly asking: Words;
  /** The other mutex. */
  readonly neighbour: Words;
  /** The word at which a table sleeps while it prints. */
  readonly paper: Words;
};
type Table = {
  readonly load: <Module>(file: string) => Module;
  readonly mark: (label: string) => void;
  readonly memory: Hall;
};

/** Where the two mutexes lie, side by side; not at 0, as a mutex may lie anywhere. */
const printer = 32;
const otherPrinter = 48;

const hall = (shared: Layout): Hall => {
  const buffer = shared.buffer('printers', 64);
  shared.int32('mutex', buffer, printer, 4);
  // Where a mutex would lie that passes its offset in words where bytes are due.
  const label = shared.int32('label', buffer, printer / 4, 1);
  return {
    buffer,
    label,
    neighbour: shared.int32('other mutex', buffer, otherPrinter, 4),
    printing: shared.int32('printing', buffer, otherPrinter / 4, 1),
    asking: shared.int32('asking', 2),
    paper: shared.int32('paper', 1),
  };
};

const mutexAt = ({ load, memory }: Table, byteOffset: number): Exercise.Mutex => {
  const { Mutex } = load<typeof Exercise>('mutex.ts');
  return new Mutex(memory.buffer, byteOffset);
};

/** Takes numbers under the lock, in steps between which another thread could interfere. */
const numbers =
  (count: number) =>
  (table: Table): number[] => {
    const { label } = table.memory;
    const mutex = mutexAt(table, printer);
    return Array.from({ length: count }, () => {
      mutex.lock();
      const number = Atomics.load(label, 0) + 1;
      Atomics.store(label, 0, number);
      mutex.unlock();
      return number;
    });
  };

/** Like `numbers`, with ordinary accesses, as code under a lock has them. */
const plainly = (table: Table): number => {
  const { label } = table.memory;
  const mutex = mutexAt(table, printer);
  mutex.lock();
  const number = label[0]! + 1;
  label[0] = number;
  mutex.unlock();
  return number;
};

/** @returns whether the other table was printing at the same time */
const prints =
  (which: 0 | 1) =>
  (table: Table): boolean => {
    const { printing } = table.memory;
    // Each table knows both printers.
    const mutex = [mutexAt(table, printer), mutexAt(table, otherPrinter)][which]!;
    mutex.lock();
    const others = Atomics.add(printing, 0, 1);
    Atomics.sub(printing, 0, 1);
    mutex.unlock();
    return others > 0;
  };

/**
 * Prints until all others have got as far as they can, `times` times.
 * @returns for each other table, how many times it was in lock() at the end of a print; and how many times the other
 * mutex, which nobody uses, had changed
 */
const printsLong =
  (times: number) =>
  (table: Table): number[] => {
    const { asking, paper, neighbour } = table.memory;
    const mutex = mutexAt(table, printer);
    const found = [0, 0];
    let changed = 0;
    for (let time = 0; time < times; time++) {
      mutex.lock();
      if (time === 0) table.mark('prints');
      // The time-out comes when no other thread can continue; it is shorter than any that a mutex would have.
      Atomics.wait(paper, 0, 0, Number.MIN_VALUE);
      for (const other of found.keys()) found[other]! += Atomics.load(asking, other);
      changed += [0, 1, 2, 3].filter((word) => Atomics.load(neighbour, word) !== 0).length;
      mutex.unlock();
    }
    return [...found, changed];
  };

const asks =
  (which: 0 | 1, times: number) =>
  (table: Table): void => {
    const { asking } = table.memory;
    const mutex = mutexAt(table, printer);
    for (let time = 0; time < times; time++) {
      Atomics.store(asking, which, 1);
      mutex.lock();
      Atomics.store(asking, which, 0);
      mutex.unlock();
    }
  };

const outcome = (_: Hall, { results, sleeps, timeouts }: Aftermath) => ({
  numbers: Object.values(results).flat() as number[],
  slept: threadsWith(sleeps),
  overslept: threadsWith(timeouts),
});

export const oneTable = threads('one table, two parcels', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': numbers(2) },
  outcome,
});

/** A table holds one mutex and takes the other meanwhile: what is noted for one says nothing about the other. */
const atBoth = (table: Table): void => {
  const own = mutexAt(table, printer);
  const other = mutexAt(table, otherPrinter);
  for (const times of [2, 1]) {
    own.lock();
    for (let time = 0; time < times; time++) {
      other.lock();
      other.unlock();
    }
    own.unlock();
  }
};

export const bothPrinters = threads('one table at two printers', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': atBoth },
  outcome: (_, { sleeps }) => ({ slept: threadsWith(sleeps) }),
});

export const twoTablesOnce = threads('two tables, a parcel each', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': numbers(1), 'table B': numbers(1) },
  alike: [['table A', 'table B']],
  outcome,
});

export const twoTables = threads('two tables, two parcels each', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': numbers(2), 'table B': numbers(2) },
  alike: [['table A', 'table B']],
  outcome,
});

/** Four parcels: a lock that gives up after three sleeps must meet a fourth. */
export const busyTable = threads('a table with four parcels and one with a single one', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': numbers(4), 'table B': numbers(1) },
  outcome,
});

/** A table that was in lock() all the while must have slept, soon, and again each time it was woken in vain. */
const tired = (_: Hall, ended: Aftermath) => {
  const [b = 0, c = 0, changed = 0] = ended.results['table A'] as number[];
  return {
    busy: busy(ended, ['table B', 'table C']),
    // A table that is never woken sleeps once, through everything.
    overslept: threadsWith(ended.timeouts).filter((name) => name !== 'table A'),
    awake: awake(ended, { 'table B': b, 'table C': c }),
    changed,
  };
};

export const longPrint = threads('a table that prints twice for long, and one that comes meanwhile', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': printsLong(2), 'table B': asks(0, 2) },
  outcome: tired,
});

/**
 * Prints only once: an unlock wakes one of two sleepers, and the other may sleep on. What happens when all come at once
 * shows with two tables already, so the others come when the first has the mutex.
 */
export const longPrintForTwo = threads('a table that prints for long, and two that come meanwhile', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': printsLong(1), 'table B': asks(0, 1), 'table C': asks(1, 1) },
  follows: { 'table B': 'table A', 'table C': 'table A' },
  // Each has a word of its own to say that it asks, and no check distinguishes the two.
  alike: [['table B', 'table C']],
  outcome: tired,
});

/** Takes a number when all others have got as far as they can: its sleep ends by its time-out. */
const numbersLate = (table: Table): number[] => {
  const { label, paper } = table.memory;
  const mutex = mutexAt(table, printer);
  mutex.lock();
  Atomics.wait(paper, 0, 0, Number.MIN_VALUE);
  table.mark('is about to unlock');
  const number = Atomics.load(label, 0) + 1;
  Atomics.store(label, 0, number);
  mutex.unlock();
  return [number];
};

/** The second table sleeps when the first one unlocks, and the third comes then. */
export const threeTables = threads('three tables, a parcel each', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': numbersLate, 'table B': numbers(1), 'table C': numbers(1) },
  follows: { 'table C': 'table A' },
  outcome: (memory, ended) => ({
    ...outcome(memory, ended),
    overslept: threadsWith(ended.timeouts).filter((name) => name !== 'table A'),
  }),
});

/** Takes the mutex, and tells others to come when it has it for the first time. */
const takes =
  (count: number) =>
  (table: Table): void => {
    const mutex = mutexAt(table, printer);
    for (let time = 0; time < count; time++) {
      mutex.lock();
      if (time === 0) table.mark('prints');
      mutex.unlock();
    }
  };

/** While the first still unlocks, the second takes the mutex twice, and a third asks for it meanwhile. */
export const oneAfterTheOther = threads('three tables, one after the other, and the second comes again', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': takes(1), 'table B': takes(2), 'table C': takes(1) },
  follows: { 'table B': 'table A', 'table C': 'table B' },
  outcome: (_, { timeouts }) => ({ overslept: threadsWith(timeouts) }),
});

export const plainTables = threads('two tables that write without Atomics under the lock', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': plainly, 'table B': plainly },
  alike: [['table A', 'table B']],
  outcome,
});

export const twoPrinters = threads('two tables at two printers', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': prints(0), 'table B': prints(1) },
  outcome: (_, { results }) => ({ together: Object.values(results).includes(true) }),
});
