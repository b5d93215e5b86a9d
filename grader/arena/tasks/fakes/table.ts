import { isDeepStrictEqual } from 'node:util';
import { failure, type FakeOptions, type FakeStage } from './fake.ts';
import { Rows } from './rows.ts';
import type { TableCall, TableMethod } from './table-call.ts';
import { transact, type Isolation, type Transaction } from './transaction.ts';

export type TableOptions = FakeOptions<TableMethod> & {
  /** Of transactions; default: `snapshot`. */
  readonly isolation?: Isolation;
};

/** A key-value store: each call is one operation of its server, done as a whole or not at all. */
export type Table<Value> = {
  readonly read: (key: string) => Promise<Value | undefined>;
  readonly write: (key: string, value: Value) => Promise<void>;
  /** @returns whether the key was there */
  readonly remove: (key: string) => Promise<boolean>;
  /** Adds on the server: nothing can come between. A missing key counts as 0. */
  readonly increment: (key: string, by?: number) => Promise<number>;
  /** Writes only where the value (compared deeply) is still the expected one. @returns whether it was */
  readonly compareAndSet: (key: string, expected: Value | undefined, value: Value) => Promise<boolean>;
  /**
   * Reads from a snapshot, writes all at once at the end: optimistic, so no task waits. An error that the work throws
   * rolls it back; a commit that comes too late (see `Isolation`) rejects with a `ConflictError`.
   */
  readonly transaction: <Result>(work: (tx: Transaction<Value>) => Result | Promise<Result>) => Promise<Result>;
  /** For scenarios: the value now, without an operation. */
  readonly peek: (key: string) => Value | undefined;
  /** For scenarios: all values now. */
  readonly entries: () => Readonly<Record<string, Value>>;
};

export function table<Value>(
  stage: FakeStage,
  name: string,
  initial: Readonly<Record<string, Value>>,
  { mayFail = [], names = {}, reply, isolation = 'snapshot' }: TableOptions = {},
): Table<Value> {
  const rows = new Rows(stage, name, initial);
  const { updates, values } = rows;

  const call: TableCall = ({ method, within = '', args, reads = [], writes = [], run, remark }) => {
    const called = `${name}.${within}${names[method] ?? method}`;
    const lane = stage.lane();
    return stage.operation({
      name: called,
      args,
      reads: reads.map((key) => rows.place(key)),
      writes: writes.map((key) => rows.place(key)),
      run: () => run(lane),
      remark,
      reply,
      mayFail: mayFail.includes(method) ? () => failure(called) : undefined,
    });
  };

  return {
    read: (key) => call({ method: 'read', args: [key], reads: [key], run: (lane) => rows.read(key, lane) }),
    write: (key, value) => {
      let lost: string | undefined;
      return call({
        method: 'write',
        args: [key, value],
        writes: [key],
        run: (lane) => {
          lost = updates.lostBy(key, lane);
          rows.write(key, value, lane);
        },
        remark: () => lost && `overwrites ${lost}'s write`,
      });
    },
    remove: (key) => call({ method: 'remove', args: [key], writes: [key], run: (lane) => rows.remove(key, lane) }),
    increment: (key, by = 1) =>
      call({
        method: 'increment',
        args: [key, by],
        writes: [key],
        run: (lane) => {
          const sum = Number(values.get(key) ?? 0) + by;
          rows.write(key, sum as Value, lane);
          return sum;
        },
      }),
    compareAndSet: (key, expected, value) =>
      call({
        method: 'compareAndSet',
        args: [key, expected, value],
        writes: [key],
        run: (lane) => {
          const same = isDeepStrictEqual(values.get(key), expected);
          if (same) rows.write(key, value, lane);
          return same;
        },
      }),
    transaction: (work) => transact({ rows, call, isolation }, work),
    peek: (key) => {
      rows.look(key);
      return values.get(key);
    },
    entries: () => {
      rows.look(...values.keys());
      return Object.fromEntries(values);
    },
  };
}
