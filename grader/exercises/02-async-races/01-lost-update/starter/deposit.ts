/** The bank's client. Calls under way may overtake each other; a call that rejects has changed nothing. */
export interface Accounts {
  /** The balance in cents. */
  read(id: string): Promise<number>;
  /** Sets the balance. */
  write(id: string, balance: number): Promise<void>;
  /** Sets the balance to `next` if it is still `expected`, in one step; resolves to whether it did. */
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}

/** Pays `amount` cents into an account. */
export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  // TODO: on busy mornings some deposits vanish. Why? Every line is right.
  const balance = await accounts.read(id);
  const next = balance + amount;
  await accounts.write(id, next);
}
