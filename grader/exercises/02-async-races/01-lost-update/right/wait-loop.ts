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

export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  // Between the last look at the map and the entry in it there is no await.
  while (underWay.has(id)) await underWay.get(id);
  const booking = book(accounts, id, amount);
  underWay.set(
    id,
    booking.then(
      () => void underWay.delete(id),
      () => void underWay.delete(id),
    ),
  );
  await booking;
}

async function book(accounts: Accounts, id: string, amount: number): Promise<void> {
  const balance = await accounts.read(id);
  await accounts.write(id, balance + amount);
}
