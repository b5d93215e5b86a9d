// wrong-result in "deposits at once all arrive, however many"
// takes the same amount under way for a double click
/** The bank's client. Calls under way may overtake each other; a call that rejects has changed nothing. */
export interface Accounts {
  /** The balance in cents. */
  read(id: string): Promise<number>;
  /** Sets the balance. */
  write(id: string, balance: number): Promise<void>;
  /** Sets the balance to `next` if it is still `expected`, in one step; resolves to whether it did. */
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}

const underWay = new Map<string, Promise<void>>();

export function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  const key = `${id}:${amount}`;
  const mine = underWay.get(key) ?? book(accounts, id, amount).finally(() => underWay.delete(key));
  underWay.set(key, mine);
  return mine;
}

async function book(accounts: Accounts, id: string, amount: number): Promise<void> {
  const balance = await accounts.read(id);
  if (!(await accounts.writeIf(id, balance, balance + amount))) await book(accounts, id, amount);
}
