// over-serialised in "deposits to different accounts do not wait for each other"
// one queue for all accounts; nothing is lost, and everybody waits
/** The bank's client. Calls under way may overtake each other; a call that rejects has changed nothing. */
export interface Accounts {
  /** The balance in cents. */
  read(id: string): Promise<number>;
  /** Sets the balance. */
  write(id: string, balance: number): Promise<void>;
  /** Sets the balance to `next` if it is still `expected`, in one step; resolves to whether it did. */
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}

let tail: Promise<void> = Promise.resolve();

export function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  const mine = tail.then(async () => {
    const balance = await accounts.read(id);
    await accounts.write(id, balance + amount);
  });
  tail = mine.catch(() => {});
  return mine;
}
