import type { TableCall } from './table-call.ts';
import { anyKey, copied, type Rows, type Snapshot } from './rows.ts';

/**
 * What a transaction must not find changed at its commit, to succeed: `snapshot`, the keys that it wrote
 * (PostgreSQL's REPEATABLE READ: no update is lost, but two can each write what the other has read: write
 * skew); `serializable`, those that it read, too. One that wrote nothing always succeeds.
 */
export type Isolation = 'snapshot' | 'serializable';

/** What the work of a transaction is handed: its own view of the table. */
export type Transaction<Value> = {
  /** The value when the transaction began, or what it has itself written since. */
  readonly read: (key: string) => Promise<Value | undefined>;
  /** Kept until the commit: no other task sees it before. */
  readonly write: (key: string, value: Value) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
};

/** The commit came too late: nothing was written, and the transaction can be tried again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
  /** SQLSTATE of `serialization_failure`. */
  readonly code = '40001';

  constructor(place: string) {
    super(`could not serialize access: ${place} was changed since the transaction began`);
  }
}

export type Server<Value> = { readonly rows: Rows<Value>; readonly call: TableCall; readonly isolation: Isolation };

/** Runs the work on a snapshot, and then makes all of its writes in one step; if the work throws, it makes none. */
export async function transact<Value, Result>(
  server: Server<Value>,
  work: (transaction: Transaction<Value>) => Result | Promise<Result>,
): Promise<Result> {
  const open = new OpenTransaction(server);
  await open.begin();
  let result: Result;
  try {
    result = await work(open.view);
  } finally {
    open.end();
  }
  await open.commit();
  return result;
}

class OpenTransaction<Value> {
  readonly #server: Server<Value>;
  #snapshot: Snapshot<Value> = { values: new Map(), at: 0 };
  /** Keys that were read from the snapshot. */
  readonly #reads = new Set<string>();
  /** What to write by key; `undefined` removes it. */
  readonly #writes = new Map<string, Value | undefined>();
  #over = false;

  constructor(server: Server<Value>) {
    this.#server = server;
  }

  readonly view: Transaction<Value> = {
    read: async (key) => {
      this.#mustBeOpen();
      return this.#server.call({ method: 'read', within: 'tx.', args: [key], run: (lane) => this.#read(key, lane) });
    },
    write: async (key, value) => {
      this.#mustBeOpen();
      this.#writes.set(key, copied(value));
    },
    remove: async (key) => {
      this.#mustBeOpen();
      this.#writes.set(key, undefined);
    },
  };

  async begin(): Promise<void> {
    const { rows, call } = this.#server;
    const run = (): void => {
      this.#snapshot = rows.snapshot();
    };
    await call({ method: 'begin', reads: [anyKey], run });
  }

  /** Closes the transaction's view. */
  end(): void {
    this.#over = true;
  }

  async commit(): Promise<void> {
    const { rows, call, isolation } = this.#server;
    const written = [...this.#writes.keys()];
    const guarded = isolation === 'serializable' && written.length > 0 ? [...this.#reads, ...written] : written;
    let conflict: string | undefined;
    await call({
      method: 'commit',
      args:
        written.length === 0 ? [] : [Object.fromEntries([...this.#writes].map(([key, value]) => [key, value ?? null]))],
      reads: guarded,
      writes: written,
      run: (lane) => {
        for (const key of guarded) {
          const writer = rows.updates.writerSince(key, this.#snapshot.at);
          if (writer === undefined) continue;
          conflict = `${writer} wrote ${key} after it began`;
          throw new ConflictError(rows.place(key));
        }
        for (const [key, value] of this.#writes) {
          if (value === undefined) rows.remove(key, lane);
          else rows.write(key, value, lane);
        }
      },
      remark: () => conflict,
    });
  }

  #read(key: string, lane: string): Value | undefined {
    this.#mustBeOpen();
    if (this.#writes.has(key)) return copied(this.#writes.get(key));
    this.#reads.add(key);
    this.#server.rows.updates.read(key, lane, this.#snapshot.at);
    return copied(this.#snapshot.values.get(key));
  }

  #mustBeOpen(): void {
    if (this.#over) throw new Error('the transaction is over: its work has ended');
  }
}
