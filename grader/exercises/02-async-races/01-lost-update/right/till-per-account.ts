/** The bank's client. Calls under way may overtake each other; a call that rejects has changed nothing. */
export interface Accounts {
  /** The balance in cents. */
  read(id: string): Promise<number>;
  /** Sets the balance. */
  write(id: string, balance: number): Promise<void>;
  /** Sets the balance to `next` if it is still `expected`, in one step; resolves to whether it did. */
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}

type Job = { amount: number; done: () => void; failed: (error: unknown) => void };

/** Jobs of each account that is being served; the first one is in the teller's hands. */
const tills = new Map<string, Job[]>();

export function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  return new Promise((done, failed) => {
    const job: Job = { amount, done, failed };
    const till = tills.get(id);
    if (till !== undefined) {
      till.push(job);
      return;
    }
    const opened = [job];
    tills.set(id, opened);
    void serve(accounts, id, opened);
  });
}

async function serve(accounts: Accounts, id: string, till: Job[]): Promise<void> {
  for (let job = till[0]; job !== undefined; job = till[0]) {
    try {
      const balance = await accounts.read(id);
      await accounts.write(id, balance + job.amount);
      job.done();
    } catch (error) {
      job.failed(error);
    }
    till.shift();
  }
  tills.delete(id);
}
