// race: reads again just before the write, but there is an await between these two as well
/** The bank's client. Calls under way may overtake each other; one that rejects changed nothing. */
export interface Accounts {
  /** The balance in cents. */
  read(id: string): Promise<number>;
  /** Sets the balance. */
  write(id: string, balance: number): Promise<void>;
  /** Sets the balance to `next` if it still is `expected`, in one step; tells whether it did. */
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}

export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  const before = await accounts.read(id);
  const now = await accounts.read(id);
  const balance = now === before ? before : now;
  await accounts.write(id, balance + amount);
}
