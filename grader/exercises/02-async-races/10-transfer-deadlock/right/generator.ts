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

/** The steps of a transfer; what each of them resolves to comes back into it. */
function* steps(from: Wallet, to: Wallet, cents: number): Generator<Promise<unknown>, void, never> {
  if (from.id === to.id) return;
  const [first, second] = from.id > to.id ? [from, to] : [to, from];
  const giveBackFirst: GiveBack = yield first.lock();
  const giveBackSecond: GiveBack = yield second.lock();
  try {
    const right: number = yield to.balance();
    const left: number = yield from.balance();
    if (left < cents) throw new RangeError('not enough money');
    yield to.setBalance(right + cents);
    yield from.setBalance(left - cents);
  } finally {
    giveBackSecond();
    giveBackFirst();
  }
}

export async function transfer(from: Wallet, to: Wallet, cents: number): Promise<void> {
  const machine = steps(from, to, cents);
  let step = machine.next();
  while (!step.done) {
    try {
      const value = (await step.value) as never;
      step = machine.next(value);
    } catch (error) {
      step = machine.throw(error);
    }
  }
}
