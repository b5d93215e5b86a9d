// race in "deposits at once all arrive, however many"
// the second waits for the first, but a third waits for the first as well
/** The bank's client. Calls under way may overtake each other; a call that rejects has changed nothing. */
export interface Accounts {
  /** The balance in cents. */
  read(id: string): Promise<number>;
  /** Sets the balance. */
  write(id: string, balance: number): Promise<void>;
  /** Sets the balance to `next` if it is still `expected`, in one step; resolves to whether it did. */
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}

const locks = new Map<string, Promise<void>>();

export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  const underWay = locks.get(id);
  if (underWay !== undefined) await underWay;
  const booking = book(accounts, id, amount);
  const settled = booking.catch(() => {});
  locks.set(id, settled);
  await booking;
  if (locks.get(id) === settled) locks.delete(id);
}

async function book(accounts: Accounts, id: string, amount: number): Promise<void> {
  const balance = await accounts.read(id);
  await accounts.write(id, balance + amount);
}
