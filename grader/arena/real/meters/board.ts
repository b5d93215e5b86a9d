import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { slept, timersFirst } from '../../common/sleeps.ts';
import { nativeAtomics } from '../../common/native-atomics.ts';

/*
 * Counters of one real run in shared memory: written by every thread of the arena, read by the witness, which keeps
 * running when the main thread does not.
 */

const key = 'racelings:board';

/** The words of the board, in order. */
const names = [
  /** Beats of the main thread's event loop, about one a millisecond while it turns freely. */
  'ticks',
  /** Milliseconds of the witness' undisturbed clock. */
  'undisturbed',
  /** Milliseconds of the attempt's own time (time/). */
  'time',
  /** Which timers go off before any held caller is let go (common/sleeps.ts). */
  'timersFirst',
  /** Long timers due by this time go off. */
  'guards',
  /** Timers due by this time were put off, because a caller was held for long. */
  'putOff',
  /** Whether a timer that had been put off has gone off, and of which kind (common/sleeps.ts). */
  'slept',
  /** The last beat before which the main thread did anything else. */
  'busyTick',
  /** Questions that the witness has not answered yet. */
  'questions',
  /** How often all were at rest with nothing left to let go; and how often in a row. */
  'rests',
  'restsInARow',
  /** How often a run that never rests was taken for one at rest. */
  'restsGivenUp',
  /** How many callers await a rest. */
  'restsAwaited',
  /** Threads that asked whether they may pass time, and how many of them may. */
  'passAsked',
  'passed',
  /** Threads that want to end, and how many of them may. */
  'endsAsked',
  'endsAllowed',
  /** Number of the blocking call that the main thread is in, or 0. */
  'call',
  'threadsStarted',
  /** Threads started that have not reached their own code. */
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

/** Milliseconds; a timer that goes off sooner guards nothing, as the work may take longer. */
export const longTimerMs = 1000;

const maxThreads = 128;
const threadWords = 5;
const threadWord = { cpu: 0, task: 1, due: 2, guard: 3, blocked: 4 } as const;

/** When a thread's next timers are due: those that are not guards, and those that are. */
export type Due = { readonly due: number; readonly guard: number };

export class Board {
  readonly memory: Int32Array;
  #passedTo = 0;

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

  /** Waits until `word` is no longer `value`; blocks the calling thread. */
  wait(word: Word, value: number): void {
    nativeAtomics.wait(this.memory, names.indexOf(word), value);
  }

  /** Resolves when `word` is no longer `value`. */
  async changed(word: Word, value: number): Promise<void> {
    await nativeAtomics.waitAsync(this.memory, names.indexOf(word), value).value;
  }

  /** Wakes those that wait for `word` to change. */
  tell(word: Word): void {
    nativeAtomics.notify(this.memory, names.indexOf(word));
  }

  /** Records the CPU time that a worker thread has used, in microseconds, by its own last report. */
  setThreadCpu(thread: number, microseconds: number): void {
    this.#setOfThread(thread, 'cpu', microseconds);
  }

  /**
   * Records that a worker thread has started. The thread itself calls this: its starter may be blocked in a call, and
   * would hear nothing.
   * @param task the system's number of the thread
   */
  arrive(thread: number, task: number): void {
    this.#setOfThread(thread, 'task', task);
    this.add('threadsStarting', -1);
  }

  hasArrived(thread: number): boolean {
    return this.#ofThread(thread, 'task') !== 0;
  }

  /**
   * Whether a timer is long: it may be a guard, and goes off only after all held calls. @param delay in milliseconds
   */
  isGuard(delay: number): boolean {
    return this.get('timersFirst') < timersFirst.indexOf('all') && delay >= longTimerMs;
  }

  /** Records that a timer has gone off. @param due in milliseconds of the attempt's time */
  wentOff({ due, isGuard }: { readonly due: number; readonly isGuard: boolean }): void {
    if (isGuard) this.raise('slept', slept.indexOf('long'));
    else if (due <= this.get('putOff')) this.raise('slept', slept.indexOf('in-pieces'));
  }

  /** Sets when the thread's next timers are due, in milliseconds of the attempt's time; 0: it has none. */
  setDue(thread: number, { due, guard }: Due): void {
    this.#setOfThread(thread, 'due', due);
    this.#setOfThread(thread, 'guard', guard);
  }

  /**
   * When the earliest timer but for the guards is due; 0: there is none. It may have been cleared since its thread
   * reported it.
   */
  get due(): number {
    return this.#earliest('due');
  }

  /**
   * Whether the next timer that is no guard comes next. While no caller is held, guards are timers like all others.
   * But a guard that time passed while a caller was held has done its duty, and comes when no other timer is due.
   */
  isInOrder({ due, guard }: Due): boolean {
    return due > 0 && (guard === 0 || due <= guard || guard < this.get('time'));
  }

  /** Milliseconds of the attempt's time until the timer at `due`, which must exist. */
  get toNext(): number {
    return Math.max(0, this.due - this.get('time'));
  }

  /** When the earliest guard is due; 0: there is none. */
  get guard(): number {
    return this.#earliest('guard');
  }

  /** Records that all are at rest with nothing left to let go. */
  rest(): void {
    this.add('restsInARow');
    this.add('rests');
  }

  /** Moves time on to the next timer due, guards left aside. */
  passTime(): void {
    this.#passTo(this.due);
  }

  /** Moves time on to the next guard due, unless time has passed it already. */
  passGuard(): void {
    const { guard } = this;
    this.raise('guards', guard);
    this.#passTo(guard);
  }

  /** The time to which the calling thread has moved it; 0: it has not. */
  get passedTo(): number {
    return this.#passedTo;
  }

  #passTo(due: number): void {
    this.raise('time', due);
    this.#passedTo = this.get('time');
    this.tell('time');
  }

  #earliest(word: 'due' | 'guard'): number {
    let earliest = 0;
    for (let thread = 0; thread < maxThreads; thread += 1) {
      const due = this.#ofThread(thread, word);
      if (due > 0 && (earliest === 0 || due < earliest)) earliest = due;
    }
    return earliest;
  }

  /** Forgets the timers and waits of a thread that has ended. */
  forget(thread: number): void {
    this.setDue(thread, { due: 0, guard: 0 });
    this.setBlocked(thread, false);
  }

  /**
   * Records whether the thread stands still, with a check now and then, until time passes or another thread wakes it.
   */
  setBlocked(thread: number, blocked: boolean): void {
    this.#setOfThread(thread, 'blocked', blocked ? 1 : 0);
  }

  /** The system's numbers of those threads; the main thread's is 0. */
  get blocked(): ReadonlySet<number> {
    const found = new Set<number>();
    for (let thread = 0; thread < maxThreads; thread += 1) {
      if (this.#ofThread(thread, 'blocked') === 1) found.add(this.#ofThread(thread, 'task'));
    }
    return found;
  }

  #ofThread(thread: number, word: keyof typeof threadWord): number {
    if (thread >= maxThreads) return 0;
    return nativeAtomics.load(this.memory, names.length + thread * threadWords + threadWord[word]);
  }

  #setOfThread(thread: number, word: keyof typeof threadWord, value: number): void {
    if (thread >= maxThreads) return;
    nativeAtomics.store(this.memory, names.length + thread * threadWords + threadWord[word], value);
  }

  /** The worker threads that reported themselves. */
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
