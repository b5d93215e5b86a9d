// race in "two deposits at once both arrive"
// reads line up, but the lock is open again before the write
/** The bank's client. Calls under way may overtake each other; a call that rejects has changed nothing. */
export interface Accounts {
  /** The balance in cents. */
  read(id: string): Promise<number>;
  /** Sets the balance. */
  write(id: string, balance: number): Promise<void>;
  /** Sets the balance to `next` if it is still `expected`, in one step; resolves to whether it did. */
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}

const tails = new Map<string, Promise<unknown>>();

export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  const reading = (tails.get(id) ?? Promise.resolve()).then(() => accounts.read(id));
  tails.set(id, reading.catch(() => {}));
  const balance = await reading;
  await accounts.write(id, balance + amount);
}
