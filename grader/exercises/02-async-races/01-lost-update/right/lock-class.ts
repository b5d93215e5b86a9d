/** The bank's client. Calls under way may overtake each other; a call that rejects has changed nothing. */
export interface Accounts {
  /** The balance in cents. */
  read(id: string): Promise<number>;
  /** Sets the balance. */
  write(id: string, balance: number): Promise<void>;
  /** Sets the balance to `next` if it is still `expected`, in one step; resolves to whether it did. */
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}

class Lock {
  #held = false;
  readonly #waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#held) await new Promise<void>((wake) => this.#waiting.push(wake));
    this.#held = true;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // The lock goes from hand to hand: it is free only if nobody waits.
      if (next === undefined) this.#held = false;
      else next();
    }
  }
}

const locks = new Map<string, Lock>();

function lockOf(id: string): Lock {
  const lock = locks.get(id) ?? new Lock();
  locks.set(id, lock);
  return lock;
}

export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  await lockOf(id).run(async () => {
    const balance = await accounts.read(id);
    await accounts.write(id, balance + amount);
  });
}
