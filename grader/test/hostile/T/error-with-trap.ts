// T 02-async-races/01-lost-update crash in P and S
// The text of its error, when somebody asks for it, is an error that can't be looked at.
type Accounts = {
  read(id: string): Promise<number>;
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
};
const trap = (): never => {
  throw Object.create(new Proxy({}, { getPrototypeOf: trap }));
};
export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  try {
    for (;;) {
      const balance = await accounts.read(id);
      if (await accounts.writeIf(id, balance, balance + amount)) return;
    }
  } catch {
    throw { toString: trap };
  }
}
