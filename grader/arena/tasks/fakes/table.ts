import { isDeepStrictEqual } from 'node:util';
import { shown } from '../shown.ts';
import { failure, type FakeOptions, type FakeStage } from './fake.ts';
import { Updates } from './updates.ts';

export type TableMethod = 'read' | 'write' | 'remove' | 'increment' | 'compareAndSet';

/** A key-value store: each call is one operation of its server, whole or not there at all. */
export type Table<Value> = {
  readonly read: (key: string) => Promise<Value | undefined>;
  readonly write: (key: string, value: Value) => Promise<void>;
  /** @returns whether it was there */
  readonly remove: (key: string) => Promise<boolean>;
  /** Adds on the server: nothing can come between. A key that is not there counts as 0. */
  readonly increment: (key: string, by?: number) => Promise<number>;
  /** Writes only where the value (compared deeply) is still the expected one. @returns whether it was */
  readonly compareAndSet: (key: string, expected: Value | undefined, value: Value) => Promise<boolean>;
  /** For scenarios: the value now, without an operation. */
  readonly peek: (key: string) => Value | undefined;
  /** For scenarios: all values now. */
  readonly entries: () => Readonly<Record<string, Value>>;
};

export function table<Value>(
  stage: FakeStage,
  name: string,
  initial: Readonly<Record<string, Value>>,
  { mayFail = [], names = {}, reply }: FakeOptions<TableMethod> = {},
): Table<Value> {
  const values = new Map<string, Value>();
  const updates = new Updates();
  const place = (key: string): string => `${name}.${key}`;
  const put = (key: string, value: Value): void => {
    if (!values.has(key)) stage.show(place(key), () => (values.has(key) ? shown(values.get(key)) : ''));
    values.set(key, value);
  };
  for (const [key, value] of Object.entries(initial)) put(key, value);

  const call = <Result>(
    method: TableMethod,
    args: readonly [key: string, ...unknown[]],
    touches: 'reads' | 'writes',
    run: (lane: string) => Result,
    remark?: () => string | undefined,
  ): Promise<Result> => {
    const called = `${name}.${names[method] ?? method}`;
    const lane = stage.lane();
    const places = [place(args[0])];
    return stage.operation({
      name: called,
      args,
      reads: touches === 'reads' ? places : undefined,
      writes: touches === 'writes' ? places : undefined,
      run: () => run(lane),
      remark,
      reply,
      mayFail: mayFail.includes(method) ? () => failure(called) : undefined,
    });
  };

  return {
    read: (key) =>
      call('read', [key], 'reads', (lane) => {
        updates.read(key, lane);
        return values.get(key);
      }),
    write: (key, value) => {
      let lost: string | undefined;
      const run = (lane: string): void => {
        lost = updates.lostBy(key, lane);
        updates.wrote(key, lane);
        put(key, value);
      };
      return call('write', [key, value], 'writes', run, () => lost && `overwrites ${lost}'s write`);
    },
    remove: (key) =>
      call('remove', [key], 'writes', (lane) => {
        updates.wrote(key, lane);
        return values.delete(key);
      }),
    increment: (key, by = 1) =>
      call('increment', [key, by], 'writes', (lane) => {
        updates.wrote(key, lane);
        const sum = Number(values.get(key) ?? 0) + by;
        put(key, sum as Value);
        return sum;
      }),
    compareAndSet: (key, expected, value) =>
      call('compareAndSet', [key, expected, value], 'writes', (lane) => {
        const same = isDeepStrictEqual(values.get(key), expected);
        if (!same) return false;
        updates.wrote(key, lane);
        put(key, value);
        return true;
      }),
    peek: (key) => {
      stage.looks([place(key)]);
      return values.get(key);
    },
    entries: () => {
      stage.looks([...values.keys()].map(place));
      return Object.fromEntries(values);
    },
  };
}
