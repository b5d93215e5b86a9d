import type { EventEmitter } from 'node:events';
import type { Json } from '../../common/exploration.ts';
import type { FakeOptions } from '../fakes/fake.ts';
import type { FilesMethod } from '../fakes/file-handle.ts';
import type { Files } from '../fakes/files.ts';
import type { Http, HttpHandler, HttpOptions } from '../fakes/http.ts';
import type { Queue, QueueOptions } from '../fakes/queue.ts';
import type { Table, TableOptions } from '../fakes/table.ts';
import type { Happening } from '../run/moment.ts';
import type { Operation } from '../run/planned-operation.ts';
import type { TaskHandle, TaskOptions } from '../run/task.ts';
import type { TasksOptions } from '../run/tasks-options.ts';

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
   * @throws when an export that is asked for is missing: the attempt fails with `missing-export`
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

  /** Says that something has begun (a meal, a critical section); call the returned function when it is over. */
  readonly enter: (name: string) => () => void;
  /** The most of a name that were in flight at once: operations (`accounts.read`) or entered sections. */
  readonly peak: (name: string) => number;
  /** Whether the two were ever in flight at once: names, or operations in full (`db.load(a)`). */
  readonly together: (one: string, other: string) => boolean;
  /** How many operations of this name (or in full) were begun. */
  readonly calls: (name: string) => number;
  /** How many of these operations were begun after a task had started, an event had happened, or `failure`. */
  readonly callsAfter: (name: string, happened: Happening) => number;
  /** The first failure that was injected by `mayFail`. */
  readonly failure: Happening;

  /** Says that a task starts to wait for a thing (a lock, a seat); call the returned function when the task has it. */
  readonly wait: (name: string) => () => void;
  /**
   * The most latecomers that overtook any one waiter: 0 is first come, first served, and a bound on this number
   * bounds how long any task waits.
   */
  readonly overtaken: (name: string) => number;

  /** How many listeners are left on an `EventEmitter`, for all events or one; on a signal, those of `abort`. */
  readonly listeners: (target: EventTarget | EventEmitter, event?: string) => number;

  /**
   * Number of the current turn. With two answers in one turn, code that reacts to the first cannot know of the second
   * yet: what must not happen after an answer is judged by what happens in later turns.
   */
  readonly turn: () => number;

  /** Virtual time since the start, in ms. */
  readonly now: () => number;

  /** A variable of the scenario that is part of the picture. */
  readonly cell: <Value>(name: string, initial: Value) => { value: Value };
  /** A row of the picture: something that the task whose code runs does, such as `work throws`. */
  readonly note: (text: string) => void;
  /** A column of the picture's memory. */
  readonly show: (name: string, text: () => string) => void;

  readonly table: <Value>(name: string, initial: Values<Value>, options?: TableOptions) => Table<Value>;
  readonly http: (name: string, handler: HttpHandler, options?: HttpOptions) => Http;
  readonly queue: <Item>(name: string, options?: QueueOptions) => Queue<Item>;
  readonly files: (name: string, initial: Values<string>, options?: FakeOptions<FilesMethod>) => Files;
};

type Values<Value> = Readonly<Record<string, Value>>;
