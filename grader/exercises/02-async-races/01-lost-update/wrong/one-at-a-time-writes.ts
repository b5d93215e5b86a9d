// over-serialised in "deposits to different accounts do not wait for each other"
// reads whenever it likes, but lines up all writes, as if the bank had one pen
/** The bank's client. Calls under way may overtake each other; a call that rejects has changed nothing. */
export interface Accounts {
  /** The balance in cents. */
  read(id: string): Promise<number>;
  /** Sets the balance. */
  write(id: string, balance: number): Promise<void>;
  /** Sets the balance to `next` if it is still `expected`, in one step; resolves to whether it did. */
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}

let writing: Promise<unknown> = Promise.resolve();

export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  for (;;) {
    const balance = await accounts.read(id);
    const mine = writing.then(() => accounts.writeIf(id, balance, balance + amount));
    writing = mine.catch(() => {});
    if (await mine) return;
  }
}
