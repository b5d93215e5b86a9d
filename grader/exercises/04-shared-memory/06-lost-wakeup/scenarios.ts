import { threads, type Layout } from '../../../harness/scenario.ts';
import type * as Exercise from '../../../../exercises/04-shared-memory/06-lost-wakeup/export-lock.ts';

type Words = Int32Array<SharedArrayBuffer>;
type Office = {
  readonly buffer: SharedArrayBuffer;
  /** Exports done so far. */
  readonly exports: Words;
  /** 1: both locks are made; 2: the lock was used. */
  readonly phase: Words;
};
type Exporter = { readonly load: <Module>(file: string) => Module; readonly memory: Office };

const offset = 16;

const office = (shared: Layout): Office => {
  const buffer = shared.buffer('locks', 48);
  shared.int32('lock', buffer, offset, 4);
  return { buffer, exports: shared.int32('exports', 1), phase: shared.int32('phase', 1) };
};

const lockOf = ({ load, memory }: Exporter): Exercise.ExportLock => {
  const { ExportLock } = load<typeof Exercise>('export-lock.ts');
  return new ExportLock(memory.buffer, offset);
};

/** Counts under the lock, by steps that another thread could fall between. */
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

/** Has its second turn at a lock that was used before; both locks were made before its first. */
const first = (exporter: Exporter): void => {
  const { exports, phase } = exporter.memory;
  const lock = lockOf(exporter);
  while (Atomics.load(phase, 0) === 0);
  exportOnce(lock, exports);
  Atomics.store(phase, 0, 2);
  exportOnce(lock, exports);
};

const later = (exporter: Exporter): void => {
  const { exports, phase } = exporter.memory;
  const lock = lockOf(exporter);
  Atomics.store(phase, 0, 1);
  while (Atomics.load(phase, 0) === 1);
  exportOnce(lock, exports);
};

type Counts = Readonly<Record<string, number>>;

const namesWith = (counts: Counts): string[] =>
  Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [name] : []));

const outcome = ({ exports }: Office, { sleeps, timeouts }: { readonly sleeps: Counts; readonly timeouts: Counts }) => ({
  exports: exports[0] ?? 0,
  slept: namesWith(sleeps),
  overslept: namesWith(timeouts),
});

export const twoOnce = threads('two exporters, once each', {
  memory: office,
  timeouts: 'last',
  run: { 'exporter A': times(1), 'exporter B': times(1) },
  outcome,
});

export const twoTwice = threads('two exporters, twice each', {
  memory: office,
  timeouts: 'last',
  run: { 'exporter A': times(2), 'exporter B': times(2) },
  outcome,
});

export const threeOnce = threads('three exporters, once each', {
  memory: office,
  timeouts: 'last',
  run: { 'exporter A': times(1), 'exporter B': times(1), 'exporter C': times(1) },
  outcome,
});

export const usedLock = threads('two exporters at a lock that was used before', {
  memory: office,
  timeouts: 'last',
  run: { 'exporter A': first, 'exporter B': later },
  outcome,
});
