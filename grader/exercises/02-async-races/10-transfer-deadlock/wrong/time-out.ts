// livelock in "a transfer has both wallets locked, and gives them back"
// waits for the second wallet for a while only, then gives both up and begins again
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
  for (;;) {
    const giveBackFrom = await from.lock();
    const wanted = to.lock();
    let timer: NodeJS.Timeout | undefined;
    const soon = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), 100);
    });
    const giveBackTo = await Promise.race([wanted, soon]);
    clearTimeout(timer);
    if (giveBackTo !== undefined) {
      await book(from, to, cents).finally(() => {
        giveBackTo();
        giveBackFrom();
      });
      return;
    }
    giveBackFrom();
    void wanted.then((giveBack) => giveBack());
  }
}

async function book(from: Wallet, to: Wallet, cents: number): Promise<void> {
  const left = await from.balance();
  if (left < cents) throw new Error(`not enough money in the wallet of ${from.id}`);
  const right = await to.balance();
  await from.setBalance(left - cents);
  await to.setBalance(right + cents);
}
