// wrong-result in "a call that fails rejects its own deposit only"
// wraps the error "to add context", so callers do not know it any more
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
  try {
    let balance: number;
    do balance = await accounts.read(id);
    while (!(await accounts.writeIf(id, balance, balance + amount)));
  } catch (cause) {
    throw new Error(`deposit into ${id} failed`, { cause });
  }
}
