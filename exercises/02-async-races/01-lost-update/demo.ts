import { setTimeout as pause } from 'node:timers/promises';
import { type Accounts, deposit } from './deposit.ts';

const travel = (): Promise<void> => pause(1 + Math.random() * 20);

/** A bank in memory, as slow as one at the other end of town. */
function bank(balances: Map<string, number>): Accounts {
  const balance = (id: string): number => balances.get(id) ?? 0;
  return {
    async read(id) {
      await travel();
      return balance(id);
    },
    async write(id, next) {
      await travel();
      balances.set(id, next);
    },
    async writeIf(id, expected, next) {
      await travel();
      if (balance(id) !== expected) return false;
      balances.set(id, next);
      return true;
    },
  };
}

for (let monday = 1; monday <= 5; monday += 1) {
  const balances = new Map([['kitty', 1000]]);
  const accounts = bank(balances);
  await Promise.all([250, 300, 150].map((amount) => deposit(accounts, 'kitty', amount)));
  console.log(`Monday ${monday}: 1000 + 250 + 300 + 150 = ${balances.get('kitty')}`);
}
