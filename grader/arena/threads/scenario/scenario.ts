import type { Json } from '../../common/exploration.ts';
import type { Layout } from './memory.ts';

/** What a scenario's function can use inside one thread. */
export type Thread<Memory> = {
  /** The named locations, over the same bytes in every thread. */
  readonly memory: Memory;
  /** The learner's module, fresh in every run. */
  readonly load: <Module>(file: string) => Module;
  /** A visible step that leaves a note; the order of all notes is part of what is explored. */
  readonly mark: (label: string) => void;
};

export type Mark = { readonly thread: string; readonly label: string };

/** What a run left behind when all threads have ended, besides the memory. */
export type Aftermath<Name extends string = string> = {
  /** What each thread's function returned, as JSON. */
  readonly results: Readonly<Record<Name, Json>>;
  readonly marks: readonly Mark[];
  /** How often each thread fell asleep in `Atomics.wait`, and how often a time-out ended its sleep. */
  readonly sleeps: Readonly<Record<Name, number>>;
  /** How often each thread continued in a loop that had waited for another thread's write. */
  readonly spins: Readonly<Record<Name, number>>;
  /** How often each thread gave up such a loop, after more than 16 looks in vain. */
  readonly gaveUp: Readonly<Record<Name, number>>;
  readonly timeouts: Readonly<Record<Name, number>>;
  /** The most operations in a row that each thread did without falling asleep; `mark`s do not count. */
  readonly awake: Readonly<Record<Name, number>>;
};

/** The threads for which a count of `Aftermath` is not 0. */
export const threadsWith = (counts: Readonly<Record<string, number>>): string[] =>
  Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [name] : []));

/**
 * When a sleep with a time-out may time out. `any`: at any time, as on a slow machine; `last`: only when no other
 * thread can continue, so a thread that needs one would have slept for ever.
 */
export type Timeouts = 'any' | 'last';

/** The learner's code on real threads over shared memory, in every order (instrument S). */
export type ThreadsScenario<Outcome extends Json = Json> = {
  readonly kind: 'threads';
  readonly title: string;
  /** Names of the threads: the columns of the picture. */
  readonly threads: readonly string[];
  readonly timeouts: Timeouts;
  /** Threads that begin only when another one has left its first mark. */
  readonly follows: Readonly<Record<string, string>>;
  /** Groups of threads that are interchangeable. */
  readonly alike: readonly (readonly string[])[];
  /** Lays out the memory; called once in every thread, and once where the outcome is read. */
  readonly open: (layout: Layout) => Opened<Outcome>;
};

export type Opened<Outcome extends Json = Json> = {
  readonly run: (thread: number, tools: Omit<Thread<unknown>, 'memory'>) => unknown;
  readonly outcome: (ended: Aftermath<string>) => Outcome;
};

/** Which orders need not be tried, by how the threads begin. */
export type Beginnings<Name extends string = string> = {
  /** Threads that begin only when another one has left its first mark. */
  readonly follows?: Readonly<Partial<Record<Name, Name>>>;
  /** Groups of threads that are interchangeable. */
  readonly alike?: readonly (readonly Name[])[];
};

/**
 * A scenario for instrument S.
 *
 * @param parts.memory lays out the shared memory: named locations, zero unless told otherwise
 * @param parts.run one function per thread, by the name that is shown
 * @param parts.timeouts when sleeps may time out; absent: at any time
 * @param parts.follows threads that begin only when another one has left its first mark
 * @param parts.alike groups of threads that run the same function and that no check tells apart. Only the orders in
 *   which they begin one after another are tried: every other order is one of these with the threads renamed
 * @param parts.outcome what to report of a run; called when all threads have ended
 * @example
 * export const twoWorkers = threads('two workers add one', {
 *   memory: (shared) => ({ count: shared.int32('count', 1) }),
 *   run: {
 *     'worker A': ({ load, memory }) => load<typeof Counter>('counter.ts').countVisitors(memory.count, 1),
 *     'worker B': ({ load, memory }) => load<typeof Counter>('counter.ts').countVisitors(memory.count, 1),
 *   },
 *   outcome: ({ count }) => ({ count: count[0] ?? 0 }),
 * });
 */
export function threads<Memory, Name extends string, Outcome extends Json>(
  title: string,
  parts: {
    readonly memory: (shared: Layout) => Memory;
    // Not Readonly<Record<…>>: under that, TypeScript no longer infers Memory before it looks at the functions.
    readonly run: { readonly [Each in Name]: (thread: Thread<Memory>) => unknown };
    readonly timeouts?: Timeouts;
    readonly outcome: (memory: Memory, ended: Aftermath<Name>) => Outcome;
  } & Beginnings<NoInfer<Name>>,
): ThreadsScenario<Outcome> {
  const runs = Object.values<(thread: Thread<Memory>) => unknown>(parts.run);
  return {
    kind: 'threads',
    title,
    threads: Object.keys(parts.run),
    timeouts: parts.timeouts ?? 'any',
    follows: (parts.follows ?? {}) as Readonly<Record<string, string>>,
    alike: parts.alike ?? [],
    open: (layout) => {
      const memory = parts.memory(layout);
      return {
        run: (thread, tools) => runs[thread]?.({ ...tools, memory }),
        outcome: (ended) => parts.outcome(memory, ended),
      };
    },
  };
}

/**
 * Scenarios with the same memory and the same report of a run.
 *
 * @returns as `threads`, with what differs: title, threads, perhaps the outcome, and how they begin
 * @example
 * const scene = arrangement({ memory: hall, timeouts: 'last', outcome });
 * export const twoTables = scene('two tables', { 'table A': numbers(2), 'table B': numbers(2) });
 */
export function arrangement<Memory, Usual extends Json>(parts: {
  readonly memory: (shared: Layout) => Memory;
  readonly timeouts?: Timeouts;
  readonly outcome: (memory: Memory, ended: Aftermath) => Usual;
}) {
  type Run = Readonly<Record<string, (thread: Thread<Memory>) => unknown>>;
  function scene(title: string, run: Run, beginnings?: Beginnings): ThreadsScenario<Usual>;
  function scene<Outcome extends Json>(
    title: string,
    run: Run,
    outcome: (memory: Memory, ended: Aftermath) => Outcome,
    beginnings?: Beginnings,
  ): ThreadsScenario<Outcome>;
  function scene(
    title: string,
    run: Run,
    differs: Beginnings | ((memory: Memory, ended: Aftermath) => Json) = {},
    beginnings: Beginnings = {},
  ) {
    return typeof differs === 'function'
      ? threads(title, { ...parts, ...beginnings, run, outcome: differs })
      : threads(title, { ...parts, ...differs, run });
  }
  return scene;
}
