// race in "deposits at once all arrive, however many"
// a deposit that is done removes the queue, though others wait in it, and the next one begins at once
export type Accounts = {
  read(id: string): Promise<number>;
  write(id: string, balance: number): Promise<void>;
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
};
const lines = new Map<string, Promise<void>>();

export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  const before = lines.get(id) ?? Promise.resolve();
  const mine = before
    .catch(() => undefined)
    .then(async () => {
      const balance = await accounts.read(id);
      await accounts.write(id, balance + amount);
    })
    .finally(() => lines.delete(id));
  lines.set(id, mine);
  await mine;
}
