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
  // Every `await` is a gap in which other deposits run, so what was read before it may be old
  // after it. No re-reading closes the gap: there is always one more between reading and writing.
  // So the comparison and the write must be one step, made where the balance lives. If somebody
  // was faster, nothing was written, and we begin again with the new balance.
  let balance: number;
  do {
    balance = await accounts.read(id);
  } while (!(await accounts.writeIf(id, balance, balance + amount)));
  // This cannot go on for ever: a refusal means that another deposit has just succeeded. Nobody
  // waits for anybody, so accounts are independent and an error leaves nothing to tidy up.
}
