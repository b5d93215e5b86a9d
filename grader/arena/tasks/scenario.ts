import type { EventEmitter } from 'node:events';
import type { Json } from '../exploration.ts';
import type { FakeOptions } from './fakes/fake.ts';
import type { Files, FilesMethod } from './fakes/files.ts';
import type { Http, HttpHandler, HttpOptions } from './fakes/http.ts';
import type { Queue, QueueOptions } from './fakes/queue.ts';
import type { Table, TableOptions } from './fakes/table.ts';

/** Runs the learner's asynchronous code on one thread, in every order in which things can complete. */
export type TasksScenario<Outcome extends Json = Json> = {
  readonly kind: 'tasks';
  readonly title: string;
  readonly body: TasksBody<Outcome>;
  readonly options: TasksOptions;
};

/**
 * Sets the stage: called anew for every schedule, with a fresh instance of the learner's modules.
 * @returns reads the outcome, when all is quiet
 */
export type TasksBody<Outcome extends Json = Json> = (stage: Stage) => () => Outcome;

export type TasksOptions = {
  /**
   * Whether timers fire by their delays among themselves (`in order`, the default) or in any order, as
   * if each had an unknown part of its delay behind it.
   */
  readonly timers?: 'in order' | 'any';
  /**
   * What the tasks share. `anything` (the default): a turn may touch module variables, closures,
   * objects that nobody declared, so that no two turns may be taken for independent, and all orders are
   * tried one by one. `declared`: nothing but what operations and cells declare; then orders that differ
   * only by independent steps count as one. Say it only of code that the learner cannot change.
   */
  readonly shares?: 'anything' | 'declared';
  /** A timer that still runs when all tasks are done is a `leak` (the default), or fires in its time. */
  readonly lateTimers?: 'leak' | 'fire';
};

/**
 * Describes a scenario.
 *
 * ```ts
 * export const twoDeposits = tasks('two deposits into one account', (stage) => {
 *   const { deposit } = stage.load<typeof Account>('account.ts');
 *   const accounts = stage.table('accounts', { alice: 100 });
 *   stage.task('deposit A', () => deposit(accounts, 'alice', 30));
 *   stage.task('deposit B', () => deposit(accounts, 'alice', 20));
 *   return () => ({ balance: accounts.peek('alice') });
 * });
 * ```
 */
export function tasks<Outcome extends Json>(
  title: string,
  body: TasksBody<Outcome>,
  options: TasksOptions = {},
): TasksScenario<Outcome> {
  return { kind: 'tasks', title, body, options };
}

/** What a scenario works with. Nothing here waits in real time. */
export type Stage = {
  /**
   * The exports of one of the learner's files.
   * @throws when an export that is asked for is not there: the attempt fails with `missing-export`
   */
  readonly load: <Exports extends object>(file: string) => Exports;

  /**
   * A task: when it starts is a choice, but never before `after` has happened (for tasks that are alike,
   * that halves the orders without losing any). It should settle, and not reject unless `mayReject`.
   */
  readonly task: (name: string, run: () => unknown, options?: TaskOptions) => TaskHandle;

  /** Something that happens once, at any point: a click, an abort. */
  readonly event: (label: string, run: () => void, options?: { readonly after?: Happening }) => Happening;

  /** An event that aborts a signal, at any point; `reason` as for `AbortController.abort`. */
  readonly abort: (
    label: string,
    options?: { readonly after?: Happening; readonly reason?: unknown },
  ) => Happening & { readonly signal: AbortSignal };

  /** The one primitive of all fakes: a promise whose completion is a choice. */
  readonly operation: <Result>(operation: Operation<Result>) => Promise<Result>;

  /** Adds a line to the report that `recorded` returns: the order of lines is part of the outcome. */
  readonly record: (entry: Json) => void;
  readonly recorded: () => readonly Json[];

  /** Says that something has begun (a meal, a critical section); call what it returns when it is over. */
  readonly enter: (name: string) => () => void;
  /** How many of a name were in flight at once, at most: operations (`accounts.read`) or entered sections. */
  readonly peak: (name: string) => number;
  /** Whether the two were ever in flight at once: names, or operations in full (`db.load(a)`). */
  readonly together: (one: string, other: string) => boolean;
  /** How many operations of this name (or in full) were begun. */
  readonly calls: (name: string) => number;
  /** How many of them were begun after a task had started, an event had happened, or `failure`. */
  readonly callsAfter: (name: string, happened: Happening) => number;
  /** The first failure that was injected by `mayFail`. */
  readonly failure: Happening;

  /** Says that somebody begins to wait for a thing (a lock, a seat); call what it returns when they have it. */
  readonly wait: (name: string) => () => void;
  /**
   * By how many who came later one who waits was overtaken, at most: 0 is first come, first served, and
   * a bound on it is a bound on how long anybody waits.
   */
  readonly overtaken: (name: string) => number;

  /** How many listeners are left on an `EventEmitter`, for all events or one; on a signal, those of `abort`. */
  readonly listeners: (target: EventTarget | EventEmitter, event?: string) => number;

  /** Virtual time since the start, in ms. */
  readonly now: () => number;

  /** A variable of the scenario that is part of the picture. */
  readonly cell: <Value>(name: string, initial: Value) => { value: Value };
  /** A column of the picture's memory. */
  readonly show: (name: string, text: () => string) => void;

  readonly table: <Value>(name: string, initial: Values<Value>, options?: TableOptions) => Table<Value>;
  readonly http: (name: string, handler: HttpHandler, options?: HttpOptions) => Http;
  readonly queue: <Item>(name: string, options?: QueueOptions) => Queue<Item>;
  readonly files: (name: string, initial: Values<string>, options?: FakeOptions<FilesMethod>) => Files;
};

type Values<Value> = Readonly<Record<string, Value>>;

export type Operation<Result> = {
  /** As the learner would write it: `accounts.read`. */
  readonly name: string;
  readonly args?: readonly unknown[] | undefined;
  /** Places that the completion reads and writes, if that is all it touches. */
  readonly reads?: readonly string[] | undefined;
  readonly writes?: readonly string[] | undefined;
  /** The effect, all at once, at completion. What it throws rejects the promise. */
  readonly run: () => Result;
  /** The completion cannot happen before this holds. */
  readonly possible?: (() => boolean) | undefined;
  /** Gives the operation up: its promise rejects at once, its effect never happens. */
  readonly signal?: AbortSignal | undefined;
  /** How long it takes, in virtual ms; without it, any time. */
  readonly latency?: number | undefined;
  /**
   * `apart`: the promise settles in a step of its own after the effect, as with a server whose answer is
   * on its way while others see the effect already. Otherwise both are one step.
   */
  readonly reply?: 'apart' | undefined;
  /** The operation may also fail, with this: a choice, made once a run at most. */
  readonly mayFail?: (() => Error) | undefined;
  /** The result as the timeline shows it. */
  readonly show?: (result: Result) => string;
  /** A remark for the timeline, asked for at completion: `overwrites deposit B's write`. */
  readonly remark?: (() => string | undefined) | undefined;
};

/** Something that was planned; tasks happen when they start. */
export type Happening = { readonly happened: boolean };

export type TaskOptions = {
  /** The scenario looks at its rejection; otherwise a rejection is a crash. */
  readonly mayReject?: boolean;
  /** It starts at any point, but not before that one. */
  readonly after?: Happening;
  /** It starts at once, in the order of the calls: its start is no choice. */
  readonly atOnce?: boolean;
};

export type TaskHandle = Happening & {
  /** How it ended; as JSON, for the outcome. */
  result(): TaskResult;
};

export type TaskResult =
  | { readonly state: 'pending' }
  | { readonly state: 'fulfilled'; readonly value: Json }
  | { readonly state: 'rejected'; readonly error: string };
