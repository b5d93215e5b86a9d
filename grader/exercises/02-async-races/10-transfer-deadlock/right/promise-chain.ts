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

export function transfer(from: Wallet, to: Wallet, cents: number): Promise<void> {
  if (from.id === to.id) return Promise.resolve();
  const locks: GiveBack[] = [];
  const keep = (giveBack: GiveBack): unknown => locks.push(giveBack);
  const [first, second] = [from.id, to.id].toSorted()[0] === from.id ? [from, to] : [to, from];
  return first
    .lock()
    .then(keep)
    .then(() => second.lock())
    .then(keep)
    .then(() => Promise.all([from.balance(), to.balance()]))
    .then(([left, right]) => {
      if (left < cents) throw new Error('not enough money');
      return Promise.all([from.setBalance(left - cents), to.setBalance(right + cents)]);
    })
    .then(() => {})
    .finally(() => locks.forEach((giveBack) => giveBack()));
}
