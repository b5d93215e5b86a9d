// race in "deposits at once all arrive, however many"
// tidies up the line of an account when done, while others stand in it
/** The bank's client. Calls under way may overtake each other; a call that rejects has changed nothing. */
export interface Accounts {
  /** The balance in cents. */
  read(id: string): Promise<number>;
  /** Sets the balance. */
  write(id: string, balance: number): Promise<void>;
  /** Sets the balance to `next` if it is still `expected`, in one step; resolves to whether it did. */
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}

const lines = new Map<string, Promise<void>>();

export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  const before = lines.get(id);
  const mine = (async () => {
    await before?.catch(() => undefined);
    const balance = await accounts.read(id);
    await accounts.write(id, balance + amount);
  })();
  lines.set(id, mine);
  try {
    await mine;
  } finally {
    lines.delete(id);
  }
}
