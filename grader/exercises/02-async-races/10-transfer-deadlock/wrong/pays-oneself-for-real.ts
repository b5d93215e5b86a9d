// crash in "a transfer from a wallet to itself changes nothing"
// locks the one wallet once, and then asks whether there is enough to pay oneself
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

export async function transfer(from: Wallet, to: Wallet, cents: number): Promise<void> {
  const wallets = [...new Set([from, to])].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const backs: GiveBack[] = [];
  for (const wallet of wallets) backs.push(await wallet.lock());
  try {
    const left = await from.balance();
    if (left < cents) throw new Error(`not enough money in the wallet of ${from.id}`);
    await from.setBalance(left - cents);
    try {
      const right = await to.balance();
      await to.setBalance(right + cents);
    } catch (error) {
      await from.setBalance(left);
      throw error;
    }
  } finally {
    for (const giveBack of backs) giveBack();
  }
}
