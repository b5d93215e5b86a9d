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
  // TODO: every now and then two friends wait for ever. Each has what the other wants.
  const giveBackFrom = await from.lock();
  const giveBackTo = await to.lock();
  try {
    const left = await from.balance();
    if (left < cents) throw new Error(`not enough money in the wallet of ${from.id}`);
    const right = await to.balance();
    await from.setBalance(left - cents);
    await to.setBalance(right + cents);
  } finally {
    giveBackFrom();
    giveBackTo();
  }
}
