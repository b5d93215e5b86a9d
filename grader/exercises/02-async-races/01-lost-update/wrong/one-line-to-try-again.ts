// over-serialised in "deposits to different accounts do not wait for each other"
// whoever was refused lines up to try again, and all accounts have one line
export interface Accounts {
  read(id: string): Promise<number>;
  write(id: string, balance: number): Promise<void>;
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}

let line: Promise<unknown> = Promise.resolve();

async function attempt(accounts: Accounts, id: string, amount: number): Promise<boolean> {
  const balance = await accounts.read(id);
  return accounts.writeIf(id, balance, balance + amount);
}

export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  if (await attempt(accounts, id, amount)) return;
  const again = line.then(async () => {
    while (!(await attempt(accounts, id, amount)));
  });
  line = again.catch(() => {});
  await again;
}
