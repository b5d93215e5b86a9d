// wrong-result in "a transfer has both wallets locked, and gives them back"
// never holds two locks; in between the money is in no wallet
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
  if (from.id === to.id) return;
  const giveBackFrom = await from.lock();
  try {
    const left = await from.balance();
    if (left < cents) throw new Error('not enough money');
    await from.setBalance(left - cents);
  } finally {
    giveBackFrom();
  }
  const giveBackTo = await to.lock();
  try {
    await to.setBalance((await to.balance()) + cents);
  } finally {
    giveBackTo();
  }
}
