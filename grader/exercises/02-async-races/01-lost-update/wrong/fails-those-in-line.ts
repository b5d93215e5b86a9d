// wrong-result in "a call that fails rejects its own deposit only"
// one that fails sends all who wait in line away with its error
/** The bank's client. Calls under way may overtake each other; a call that rejects has changed nothing. */
export interface Accounts {
  /** The balance in cents. */
  read(id: string): Promise<number>;
  /** Sets the balance. */
  write(id: string, balance: number): Promise<void>;
  /** Sets the balance to `next` if it is still `expected`, in one step; resolves to whether it did. */
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}

type Waiter = { go: () => void; fail: (error: unknown) => void };

const lines = new Map<string, Waiter[]>();

export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  const line = lines.get(id);
  if (line) await new Promise<void>((go, fail) => line.push({ go, fail }));
  else lines.set(id, []);
  try {
    const balance = await accounts.read(id);
    await accounts.write(id, balance + amount);
  } catch (error) {
    for (const { fail } of lines.get(id) ?? []) fail(error);
    lines.delete(id);
    throw error;
  }
  const next = lines.get(id)?.shift();
  if (next) next.go();
  else lines.delete(id);
}
