// race in "two deposits at once both arrive"
// locks too late: between the check of the lock and the taking there is an await
/** The bank's client. Calls under way may overtake each other; a call that rejects has changed nothing. */
export interface Accounts {
  /** The balance in cents. */
  read(id: string): Promise<number>;
  /** Sets the balance. */
  write(id: string, balance: number): Promise<void>;
  /** Sets the balance to `next` if it is still `expected`, in one step; resolves to whether it did. */
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}

const locks = new Map<string, Promise<void>>();

export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  await locks.get(id);
  const balance = await accounts.read(id);
  const writing = accounts.write(id, balance + amount);
  locks.set(id, writing.catch(() => {}));
  await writing;
}
