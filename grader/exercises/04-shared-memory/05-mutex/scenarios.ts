import { threads, type Layout } from '../../../harness/scenario.ts';
import type * as Exercise from '../../../../exercises/04-shared-memory/05-mutex/mutex.ts';

type Words = Int32Array<SharedArrayBuffer>;
type Hall = {
  readonly buffer: SharedArrayBuffer;
  /** The last number that was given out. */
  readonly label: Words;
  /** How many tables are at their printers. */
  readonly printing: Words;
};
type Table = { readonly load: <Module>(file: string) => Module; readonly memory: Hall };

/** Where the two mutexes lie; not at 0, as they may be anywhere. */
const printer = 16;
const otherPrinter = 48;

const hall = (shared: Layout): Hall => {
  const buffer = shared.buffer('printers', 64);
  shared.int32('mutex', buffer, printer, 4);
  // Where a mutex lies that takes the offset for one in words.
  const label = shared.int32('label', buffer, printer / 4, 1);
  return { buffer, label, printing: shared.int32('printing', buffer, otherPrinter / 4, 1) };
};

const mutexAt = ({ load, memory }: Table, byteOffset: number): Exercise.Mutex => {
  const { Mutex } = load<typeof Exercise>('mutex.ts');
  return new Mutex(memory.buffer, byteOffset);
};

/** Takes numbers under the lock, by steps that another thread could fall between. */
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

/** The same with ordinary accesses, as code under a lock has them. */
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
  (byteOffset: number) =>
  (table: Table): boolean => {
    const { printing } = table.memory;
    const mutex = mutexAt(table, byteOffset);
    mutex.lock();
    const others = Atomics.add(printing, 0, 1);
    Atomics.sub(printing, 0, 1);
    mutex.unlock();
    return others > 0;
  };

/** Starts the others only after the mutex was in use already. */
const numbersFirst = (table: Table): number[] => {
  const first = numbers(1)(table);
  Atomics.store(table.memory.printing, 0, 1);
  return [...first, ...numbers(1)(table)];
};

const numbersLater = (table: Table): number[] => {
  while (Atomics.load(table.memory.printing, 0) === 0);
  return numbers(1)(table);
};

type Counts = Readonly<Record<string, number>>;
type Ended = { readonly results: Readonly<Record<string, unknown>>; readonly sleeps: Counts; readonly timeouts: Counts };

const namesWith = (counts: Counts): string[] =>
  Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [name] : []));

const outcome = (_: Hall, { results, sleeps, timeouts }: Ended) => ({
  numbers: Object.values(results).flat() as number[],
  slept: namesWith(sleeps),
  overslept: namesWith(timeouts),
});

export const oneTable = threads('one table, two parcels', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': numbers(2) },
  outcome,
});

export const twoTablesOnce = threads('two tables, a parcel each', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': numbers(1), 'table B': numbers(1) },
  outcome,
});

export const twoTables = threads('two tables, two parcels each', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': numbers(2), 'table B': numbers(2) },
  outcome,
});

export const busyTable = threads('a table with four parcels and one with a single one', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': numbers(4), 'table B': numbers(1) },
  outcome,
});

export const usedMutex = threads('two tables at a mutex that was used before', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': numbersFirst, 'table B': numbersLater },
  outcome,
});

export const threeTables = threads('three tables, a parcel each', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': numbers(1), 'table B': numbers(1), 'table C': numbers(1) },
  outcome,
});

export const plainTables = threads('two tables that write without Atomics under the lock', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': plainly, 'table B': plainly },
  outcome,
});

export const twoPrinters = threads('two tables at two printers', {
  memory: hall,
  timeouts: 'last',
  run: { 'table A': prints(printer), 'table B': prints(otherPrinter) },
  outcome: (_, { results }) => ({ together: Object.values(results).includes(true) }),
});
