// crash in "deposits at once all arrive, however many"
// gives up after ten attempts, which is plenty until eleven people pay at once
/** The bank's client. Calls under way may overtake each other; a call that rejects has changed nothing. */
export interface Accounts {
  /** The balance in cents. */
  read(id: string): Promise<number>;
  /** Sets the balance. */
  write(id: string, balance: number): Promise<void>;
  /** Sets the balance to `next` if it is still `expected`, in one step; resolves to whether it did. */
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}

export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const balance = await accounts.read(id);
    if (await accounts.writeIf(id, balance, balance + amount)) return;
  }
  throw new Error('the bank is too busy');
}
