import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { nativeAtomics } from '../../common/native-atomics.ts';

/*
 * Counters of one real run in shared memory: written by every thread of the arena, read by the
 * witness, which goes on when the main thread does not.
 */

const key = 'racelings:board';

/** The words of the board, in order. */
const names = [
  /** Beats of the main thread's event loop, about one a millisecond while it turns freely. */
  'ticks',
  /** Milliseconds of the witness' undisturbed clock. */
  'undisturbed',
  /** Number of the blocking call that the main thread is in, or 0. */
  'call',
  /** Whether the main thread waits for more than its workers: timers, files, sockets. */
  'expects',
  'threadsStarted',
  'threadsStarting',
  'threadsAlive',
  'threadsPeak',
  'processesStarted',
  'processesAlive',
  'processesPeak',
  'messages',
  'bytesCloned',
  'bytesTransferred',
] as const;

export type Word = (typeof names)[number];

const maxThreads = 128;
const threadWords = 2;

export class Board {
  readonly memory: Int32Array;

  constructor(
    memory: Int32Array = new Int32Array(new SharedArrayBuffer(4 * (names.length + maxThreads * threadWords))),
  ) {
    this.memory = memory;
  }

  get(word: Word): number {
    return nativeAtomics.load(this.memory, names.indexOf(word));
  }

  set(word: Word, value: number): void {
    nativeAtomics.store(this.memory, names.indexOf(word), value);
  }

  /** @returns the new value */
  add(word: Word, change = 1): number {
    return nativeAtomics.add(this.memory, names.indexOf(word), change) + change;
  }

  /** Raises `word` to `value` if it is lower. */
  raise(word: Word, value: number): void {
    const index = names.indexOf(word);
    for (let old = this.memory[index] ?? 0; old < value; old = nativeAtomics.load(this.memory, index)) {
      nativeAtomics.compareExchange(this.memory, index, old, value);
    }
  }

  /** CPU time that a worker thread has used, in microseconds, as it last said. */
  setThreadCpu(thread: number, microseconds: number): void {
    if (thread < maxThreads) nativeAtomics.store(this.memory, names.length + thread * threadWords, microseconds);
  }

  /** The system's number of a worker thread. */
  setThreadTask(thread: number, task: number): void {
    if (thread < maxThreads) nativeAtomics.store(this.memory, names.length + thread * threadWords + 1, task);
  }

  /** The worker threads that told of themselves. */
  threads(): readonly { readonly thread: number; readonly task: number; readonly cpuUs: number }[] {
    return Array.from({ length: maxThreads }, (_, thread) => {
      const [cpuUs = 0, task = 0] = this.memory.subarray(names.length + thread * threadWords);
      return { thread, task, cpuUs };
    }).filter(({ task }) => task !== 0);
  }

  /** Lets all workers that start from now on find the board. */
  publish(): void {
    setEnvironmentData(key, this.memory);
  }

  /** The board of the run, as a worker finds it. */
  static published(): Board | undefined {
    const memory = getEnvironmentData(key);
    return memory instanceof Int32Array ? new Board(memory) : undefined;
  }
}
