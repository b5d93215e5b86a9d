import { tasks, type TaskOptions, type TaskStage } from '../../../harness/scenario.ts';
import type * as Kitty from '../../../../exercises/02-async-races/01-lost-update/deposit.ts';

type Method = 'read' | 'write' | 'writeIf';

/** The bank, whose calls take effect when they complete, in any order. */
function bank(stage: TaskStage, balances: Record<string, number>, mayFail: readonly Method[] = []) {
  const fallible = mayFail.map((method) => (method === 'writeIf' ? ('compareAndSet' as const) : method));
  const table = stage.table('accounts', balances, { mayFail: fallible, names: { compareAndSet: 'writeIf' } });
  const accounts: Kitty.Accounts = {
    read: async (id) => (await table.read(id)) ?? 0,
    write: (id, balance) => table.write(id, balance),
    writeIf: (id, expected, next) => table.compareAndSet(id, expected, next),
  };
  return { accounts, balance: (id: string) => table.peek(id) ?? 0 };
}

/** Deposits to one account that may all be under way at once. */
function deposits(stage: TaskStage, amounts: readonly number[], options: TaskOptions = {}) {
  const { deposit } = stage.load<typeof Kitty>('deposit.ts');
  const { accounts, balance } = bank(stage, { kitty: 1000 });
  let booked = true;
  for (const [index, amount] of amounts.entries()) {
    const run = async (): Promise<void> => {
      const before = balance('kitty');
      await deposit(accounts, 'kitty', amount);
      booked &&= balance('kitty') >= before + amount;
    };
    stage.task(`deposit ${'ABC'[index]}`, run, options);
  }
  const sum = amounts.reduce((total, amount) => total + amount, 1000);
  return () => ({ balance: balance('kitty'), sum, booked });
}

export const oneDeposit = tasks('one deposit', (stage) => deposits(stage, [30]));
export const twoDeposits = tasks('two deposits into one account', (stage) => deposits(stage, [30, 20]));
export const threeDeposits = tasks('three deposits into one account', (stage) =>
  // Two deposits have shown what their starts can do to each other.
  deposits(stage, [30, 20, 7], { atOnce: true }),
);

export const twoAccounts = tasks('deposits into two accounts', (stage) => {
  const { deposit } = stage.load<typeof Kitty>('deposit.ts');
  const { accounts, balance } = bank(stage, { kitty: 1000, jam: 500 });
  stage.task('deposit A', () => deposit(accounts, 'kitty', 30));
  stage.task('deposit B', () => deposit(accounts, 'jam', 20));
  return () => ({
    balances: [balance('kitty'), balance('jam')],
    together: stage.together('accounts.read(kitty)', 'accounts.read(jam)'),
  });
});

/** One call of the bank may fail, anywhere; then one more deposit comes. */
export const bankFails = tasks('a call to the bank fails', (stage) => {
  const { deposit } = stage.load<typeof Kitty>('deposit.ts');
  const { accounts, balance } = bank(stage, { kitty: 1000 }, ['read', 'write', 'writeIf']);
  const paid: number[] = [];
  let rejected = 0;
  stage.task('deposits', async () => {
    for (const amount of [30, 20]) {
      await deposit(accounts, 'kitty', amount).then(
        () => paid.push(amount),
        () => (rejected += 1),
      );
    }
  });
  return () => ({ balance: balance('kitty'), sum: paid.reduce((total, amount) => total + amount, 1000), rejected });
});
