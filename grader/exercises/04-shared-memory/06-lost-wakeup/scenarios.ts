import { awake, busy, family, threads, threadsWith, type Aftermath, type Layout } from '../../../harness/scenario.ts';
import type * as Exercise from '../../../../exercises/04-shared-memory/06-lost-wakeup/export-lock.ts';

type Words = Int32Array<SharedArrayBuffer>;
type Office = {
  readonly buffer: SharedArrayBuffer;
  readonly lock: Words;
  /** The words around the lock, which belong to others. */
  readonly before: Words;
  readonly behind: Words;
  /** Exports done so far; a long one sleeps on it. */
  readonly exports: Words;
  /** 1: both locks are made; 2: the lock was used; 3: the second thread is in acquire(); 4: it has the lock. */
  readonly phase: Words;
};
type Exporter = {
  readonly load: <Module>(file: string) => Module;
  readonly mark: (label: string) => void;
  readonly memory: Office;
};

const offset = 16;

const office = (shared: Layout): Office => {
  const buffer = shared.buffer('locks', 48);
  const before = shared.int32('before', buffer, 0, 4);
  const lock = shared.int32('lock', buffer, offset, 4);
  const behind = shared.int32('behind', buffer, offset + 16, 4);
  return { buffer, lock, before, behind, exports: shared.int32('exports', 1), phase: shared.int32('phase', 1) };
};

const lockOf = ({ load, memory }: Exporter): Exercise.ExportLock => {
  const { ExportLock } = load<typeof Exercise>('export-lock.ts');
  return new ExportLock(memory.buffer, offset);
};

/** Counts under the lock, in steps between which another thread could interfere. */
const exportOnce = (lock: Exercise.ExportLock, exports: Words): void => {
  lock.acquire();
  Atomics.store(exports, 0, Atomics.load(exports, 0) + 1);
  lock.release();
};

const times =
  (count: number) =>
  (exporter: Exporter): void => {
    const lock = lockOf(exporter);
    for (let done = 0; done < count; done++) exportOnce(lock, exporter.memory.exports);
  };

/** Whether somebody has changed bytes that are not the lock's. */
const isOutside = ({ before, behind }: Office): boolean =>
  [before, behind].some((words) => Array.from(words.keys()).some((index) => Atomics.load(words, index) !== 0));

/** What a thread found while it had the lock: how many times the other waited, and whether bytes next to it had changed. */
type Found = { readonly waited: number; readonly outside: boolean };

/**
 * Exports until all others have got as far as they can, `count` times.
 * @param before how many times it uses the lock alone, once both locks are made
 * @returns what it found at the ends of the long exports
 */
const long =
  (count: number, before = 0) =>
  (exporter: Exporter): Found => {
    const { exports, phase } = exporter.memory;
    const lock = lockOf(exporter);
    if (before > 0) while (Atomics.load(phase, 0) === 0);
    for (let time = 0; time < before; time++) {
      lock.acquire();
      lock.release();
    }
    if (before > 0) Atomics.store(phase, 0, 2);
    let waited = 0;
    let outside = false;
    for (let time = 0; time < count; time++) {
      lock.acquire();
      if (time === 0) exporter.mark('exports');
      // The time-out comes when no other thread can continue; it is shorter than any that a lock would have.
      Atomics.wait(exports, 0, 0, Number.MIN_VALUE);
      waited += Number(Atomics.load(phase, 0) === 3);
      outside ||= isOutside(exporter.memory);
      lock.release();
    }
    return { waited, outside };
  };

const askFor = (lock: Exercise.ExportLock, phase: Words): void => {
  Atomics.store(phase, 0, 3);
  lock.acquire();
  Atomics.store(phase, 0, 4);
  lock.release();
};

const comes =
  (count: number) =>
  (exporter: Exporter): void => {
    const { phase } = exporter.memory;
    const lock = lockOf(exporter);
    for (let time = 0; time < count; time++) askFor(lock, phase);
  };

/** Makes its lock before the other thread uses the lock. */
const comesLater = (exporter: Exporter): void => {
  const { phase } = exporter.memory;
  const lock = lockOf(exporter);
  Atomics.store(phase, 0, 1);
  while (Atomics.load(phase, 0) === 1);
  askFor(lock, phase);
};

const outcome = ({ exports }: Office, { timeouts }: Aftermath) => ({
  exports: exports[0] ?? 0,
  overslept: threadsWith(timeouts),
});

export const twoOnce = threads('two exporters, once each', {
  memory: office,
  timeouts: 'last',
  run: { 'exporter A': times(1), 'exporter B': times(1) },
  alike: [['exporter A', 'exporter B']],
  outcome,
});

export const twoTwice = threads('two exporters, twice each', {
  memory: office,
  timeouts: 'last',
  run: { 'exporter A': times(2), 'exporter B': times(2) },
  alike: [['exporter A', 'exporter B']],
  outcome,
});

export const threeOnce = threads('three exporters, once each', {
  memory: office,
  timeouts: 'last',
  run: { 'exporter A': times(1), 'exporter B': times(1), 'exporter C': times(1) },
  alike: [['exporter A', 'exporter B', 'exporter C']],
  outcome,
});

/** Exports, and calls the others when it has the lock for the first time. */
const calls =
  (count: number) =>
  (exporter: Exporter): void => {
    const lock = lockOf(exporter);
    for (let done = 0; done < count; done++) {
      lock.acquire();
      if (done === 0) exporter.mark('exports');
      lock.release();
    }
  };

/** While the first still releases the lock, the second takes it twice, and a third asks for it. */
export const oneAfterTheOther = threads('three exporters, one after the other, and the second comes again', {
  memory: office,
  timeouts: 'last',
  run: { 'exporter A': calls(1), 'exporter B': calls(2), 'exporter C': times(1) },
  follows: { 'exporter B': 'exporter A', 'exporter C': 'exporter B' },
  outcome: (_, { timeouts }) => ({ overslept: threadsWith(timeouts) }),
});

/** Exports of one thread, at most, after which a lock may look as it did before. */
const longestRound = 16;

/**
 * @returns after how many exports the bytes of the lock repeat themselves (0: after more than are tried), and whether
 * the lock ever changed bytes that are not its own
 */
const round = (exporter: Exporter): { round: number; outside: boolean } => {
  const lock = lockOf(exporter);
  let outside = false;
  const looked: string[] = [];
  for (let done = 0; done <= longestRound; done++) {
    const looks = exporter.memory.lock.join();
    const earlier = looked.indexOf(looks);
    if (earlier >= 0) return { round: done - earlier, outside };
    looked.push(looks);
    lock.acquire();
    outside ||= isOutside(exporter.memory);
    lock.release();
  }
  return { round: 0, outside };
};

export const alone = threads('an exporter that is alone', {
  memory: office,
  timeouts: 'last',
  run: { exporter: round },
  outcome: (_, { results }) => results['exporter'] as { round: number; outside: boolean },
});

/** Exports `count` times in a row, once another thread is about to ask for the lock. */
const hurries =
  (count: number) =>
  (exporter: Exporter): void => {
    const { phase } = exporter.memory;
    const lock = lockOf(exporter);
    lock.acquire();
    exporter.mark('exports');
    while (Atomics.load(phase, 0) === 0);
    lock.release();
    for (let done = 1; done < count; done++) {
      lock.acquire();
      lock.release();
    }
  };

/**
 * Another thread has looked at the lock and does not sleep yet, while the lock goes round once. With many exports there
 * are too many orders to try them all; in the one that matters, a thread is stopped only once where it could continue.
 */
export const goesRound = family(
  Array.from({ length: longestRound - 1 }, (_, index) => index + 2),
  (count) =>
    threads(`an exporter that exports ${count} times, and one that comes meanwhile`, {
      memory: office,
      timeouts: 'last',
      run: { 'exporter A': hurries(count), 'exporter B': comes(1) },
      follows: { 'exporter B': 'exporter A' },
      outcome: (_, { timeouts }) => ({ overslept: threadsWith(timeouts) }),
    }),
);

/** A thread that was in acquire() all the while must have slept, soon, and again each time it was woken in vain. */
const tired = (_: Office, ended: Aftermath) => {
  const { waited, outside } = ended.results['exporter A'] as Found;
  return {
    // A thread that is never woken sleeps once, through everything.
    overslept: threadsWith(ended.timeouts).filter((name) => name !== 'exporter A'),
    awake: awake(ended, { 'exporter B': waited }),
    outside,
  };
};

export const longExport = threads('an exporter that takes long, twice, and one that comes meanwhile', {
  memory: office,
  timeouts: 'last',
  run: { 'exporter A': long(2), 'exporter B': comes(2) },
  outcome: tired,
});

export const usedLock = threads('an exporter that takes long at a lock that was often used before', {
  memory: office,
  timeouts: 'last',
  run: { 'exporter A': long(1, 8), 'exporter B': comesLater },
  outcome: tired,
});

/** Two threads that wait must not keep each other awake: they come when the first one has the lock. */
export const longExportForTwo = threads('an exporter that takes long, and two that come meanwhile', {
  memory: office,
  timeouts: 'last',
  run: { 'exporter A': long(1), 'exporter B': times(1), 'exporter C': times(1) },
  follows: { 'exporter B': 'exporter A', 'exporter C': 'exporter A' },
  alike: [['exporter B', 'exporter C']],
  outcome: (_, ended) => ({ busy: busy(ended, ['exporter B', 'exporter C']) }),
});
