/** Gives a wallet back to the next in line. */
export type GiveBack = () => void;

/** A wallet on the server. Calls under way may overtake each other. */
export interface Wallet {
  /** No two wallets have the same id. */
  readonly id: string;
  /** Gets in line at once, in the order of the calls; resolves when nobody else has the wallet. Never rejects. */
  lock(): Promise<GiveBack>;
  /** The same for the impatient: resolves to `undefined` if somebody has the wallet. Never rejects. */
  tryLock(): Promise<GiveBack | undefined>;
  /** What is in it, in cents. May reject. */
  balance(): Promise<number>;
  /** Never rejects. */
  setBalance(cents: number): Promise<void>;
}

/** Moves `cents` from one wallet to another. */
export async function transfer(from: Wallet, to: Wallet, cents: number): Promise<void> {
  // A second `lock` of one wallet would wait for the first, which waits for the second.
  if (from.id === to.id) return;
  // Who has a wallet and waits for another waits for a greater one. So along any chain of people who
  // wait for each other the wallets grow, and no such chain can come back to its beginning. Which
  // order it is does not matter; that everybody has the same does.
  const [first, second] = from.id < to.id ? [from, to] : [to, from];
  const giveBackFirst = await first.lock();
  const giveBackSecond = await second.lock();
  try {
    const left = await from.balance();
    if (left < cents) throw new Error(`not enough money in the wallet of ${from.id}`);
    const right = await to.balance();
    await from.setBalance(left - cents);
    await to.setBalance(right + cents);
  } finally {
    giveBackFirst();
    giveBackSecond();
  }
}
