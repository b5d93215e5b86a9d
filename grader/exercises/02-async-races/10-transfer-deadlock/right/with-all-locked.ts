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

/** Any number of wallets, the greatest first. */
async function withAllLocked<T>(wallets: readonly Wallet[], work: () => Promise<T>): Promise<T> {
  const [first, ...others] = wallets;
  if (first === undefined) return work();
  const giveBack = await first.lock();
  try {
    return await withAllLocked(others, work);
  } finally {
    giveBack();
  }
}

export async function transfer(from: Wallet, to: Wallet, cents: number): Promise<void> {
  if (from.id === to.id) return;
  const wallets = [from, to].toSorted((a, b) => b.id.localeCompare(a.id));
  await withAllLocked(wallets, async () => {
    const left = await from.balance();
    if (left < cents) throw new Error('not enough money');
    const right = await to.balance();
    await Promise.all([from.setBalance(left - cents), to.setBalance(right + cents)]);
  });
}
