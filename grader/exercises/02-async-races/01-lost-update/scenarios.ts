import { family, inWords, tasks, type TaskOptions, type TaskStage } from '../../../harness/scenario.ts';
import type * as Kitty from '../../../../exercises/02-async-races/01-lost-update/deposit.ts';

type Method = 'read' | 'write' | 'writeIf';

type Call = { readonly method: Method; readonly id: string };

/**
 * The bank, whose calls take effect when they complete, in any order; the errors that it answered with;
 * and the calls that it has not answered yet.
 */
function bank(stage: TaskStage, balances: Record<string, number>, mayFail: readonly Method[] = []) {
  const refusals: Error[] = [];
  const pending = new Set<Call>();
  // Watches this very promise, not one behind it: a reaction a little later would add an order with two answers in one
  // turn.
  const noted = <Answer>(call: Call, answer: Promise<Answer>): Promise<Answer> => {
    pending.add(call);
    const settled = (): boolean => pending.delete(call);
    void answer.then(settled, (error: unknown) => {
      settled();
      // The table rejects with nothing else.
      refusals.push(error as Error);
    });
    return answer;
  };
  const fallible = mayFail.map((method) => (method === 'writeIf' ? ('compareAndSet' as const) : method));
  const table = stage.table('accounts', balances, { mayFail: fallible, names: { compareAndSet: 'writeIf' } });
  const accounts: Kitty.Accounts = {
    // There is no other account.
    read: (id) => noted({ method: 'read', id }, table.read(id) as Promise<number>),
    write: (id, balance) => noted({ method: 'write', id }, table.write(id, balance)),
    writeIf: (id, expected, next) => noted({ method: 'writeIf', id }, table.compareAndSet(id, expected, next)),
  };
  return { accounts, refusals, pending, balance: (id: string) => table.peek(id) ?? 0 };
}

type Payers = Readonly<Record<string, readonly number[]>>;

/** Pays in amounts, one after the other in each task, and notes which deposits resolved too early. */
function payIn(
  stage: TaskStage,
  payers: Payers,
  { opening = 1000, mayFail = [], ...options }: TaskOptions & { opening?: number; mayFail?: readonly Method[] } = {},
) {
  const { deposit } = stage.load<typeof Kitty>('deposit.ts');
  const { accounts, balance, refusals } = bank(stage, { kitty: opening }, mayFail);
  const early: string[] = [];
  const paid: number[] = [];
  const errors: unknown[] = [];
  for (const [payer, amounts] of Object.entries(payers)) {
    const run = async (): Promise<void> => {
      for (const amount of amounts) {
        const before = balance('kitty');
        try {
          await deposit(accounts, 'kitty', amount);
          paid.push(amount);
          const now = balance('kitty');
          if (now < before + amount)
            early.push(`${payer} of ${amount} began at a balance of ${before}, and resolved at one of ${now}`);
        } catch (error) {
          if (mayFail.length === 0) throw error;
          errors.push(error);
        }
      }
    };
    stage.task(payer, run, options);
  }
  return () => ({
    balance: balance('kitty'),
    sum: paid.reduce((total, amount) => total + amount, opening),
    early,
    failed: refusals.length > 0,
    told: rejections(errors, refusals),
  });
}

/** What is wrong about the errors that deposits rejected with; one call failed at most. */
function rejections(errors: readonly unknown[], [refusal]: readonly Error[]): readonly string[] {
  const [error] = errors;
  if (refusal === undefined)
    return errors.map((each) => `no call to the bank failed, and a deposit rejected with ${String(each)}`);
  if (errors.length === 0) return ['a call to the bank failed, and no deposit rejected'];
  if (errors.length > 1) return [`one call to the bank failed, and ${errors.length} deposits rejected`];
  return error === refusal
    ? []
    : [`a call to the bank failed with ${refusal}, and a deposit rejected with ${String(error)}`];
}

export const oneDeposit = tasks('one deposit', (stage) => payIn(stage, { 'deposit A': [30] }));
export const twoDeposits = tasks('two deposits into one account', (stage) =>
  payIn(stage, { 'deposit A': [30], 'deposit B': [20] }),
);
export const threeDeposits = tasks('three deposits into one account', (stage) =>
  // The scenario of two deposits has shown what their starts can do to each other.
  payIn(stage, { 'deposit A': [30], 'deposit B': [20], 'deposit C': [7] }, { atOnce: true }),
);
/** An empty account is an account, too. */
export const sameAmount = tasks('two deposits of the same amount into an empty account', (stage) =>
  payIn(stage, { 'deposit A': [20], 'deposit B': [20] }, { atOnce: true, opening: 0 }),
);
/** A pays in twice, so that the second time B may be under way or not have come yet. */
export const comesAgain = tasks('two deposits one after the other, and a third', (stage) =>
  payIn(stage, { 'deposit A': [30, 20], 'deposit B': [7] }),
);

/** One call of the bank may fail, anywhere; after the failure one more deposit comes. */
export const bankFails = tasks('a call to the bank fails', (stage) =>
  payIn(stage, { 'a deposit': [30, 20] }, { atOnce: true, mayFail: ['read', 'write', 'writeIf'] }),
);
export const bankFailsMeanwhile = tasks('a call to the bank fails, and another deposit is under way', (stage) =>
  // Equal amounts: a deposit that takes back what it had not booked may take back the other's.
  payIn(stage, { 'deposit A': [20], 'deposit B': [20] }, { atOnce: true, mayFail: ['read', 'write', 'writeIf'] }),
);

/** A bank that takes a known time for each call, in ms, so there is one order. */
function steadyBank(
  stage: TaskStage,
  balances: Record<string, number>,
  latencyOf: (call: Call) => number,
  mayThrow: () => void = () => {},
) {
  for (const id of Object.keys(balances)) stage.show(id, () => String(balances[id]));
  const call = <Answer>(
    method: Method,
    [id, ...more]: readonly [string, ...unknown[]],
    run: () => Answer,
  ): Promise<Answer> =>
    stage.operation({
      name: `accounts.${method}`,
      args: [id, ...more],
      run: () => {
        mayThrow();
        return run();
      },
      latency: latencyOf({ method, id }),
    });
  const set = (id: string, next: number): void => {
    balances[id] = next;
  };
  const setIf = (id: string, expected: number, next: number): boolean => {
    if (balances[id] !== expected) return false;
    balances[id] = next;
    return true;
  };
  const accounts: Kitty.Accounts = {
    read: (id) => call('read', [id], () => balances[id] ?? 0),
    write: (id, next) => call('write', [id, next], () => set(id, next)),
    writeIf: (id, expected, next) => call('writeIf', [id, expected, next], () => setIf(id, expected, next)),
  };
  return { accounts, balances };
}

/** More deposits than most limits allow tries or places. */
export const twelveDeposits = tasks('twelve deposits into one account', (stage) => {
  const { deposit } = stage.load<typeof Kitty>('deposit.ts');
  const { accounts, balances } = steadyBank(stage, { kitty: 1000 }, () => 1);
  stage.task('deposits', () => Promise.all(Array.from({ length: 12 }, () => deposit(accounts, 'kitty', 10))));
  return () => ({ balance: balances['kitty'] ?? 0, sum: 1120, early: [] as string[] });
});

/** An account may be named like a property that every object has. */
export const oddNames = family(['constructor', '__proto__'], (id) =>
  tasks(`two deposits into the account ${id}`, (stage) => {
    const { deposit } = stage.load<typeof Kitty>('deposit.ts');
    let balance = 1000;
    const call = <Answer>(name: string, run: () => Answer): Promise<Answer> =>
      stage.operation({ name: `accounts.${name}`, args: [id], run, latency: 1 });
    const set = (next: number): boolean => {
      balance = next;
      return true;
    };
    const accounts: Kitty.Accounts = {
      read: () => call('read', () => balance),
      write: (_, next) => call('write', () => void set(next)),
      writeIf: (_, expected, next) => call('writeIf', () => balance === expected && set(next)),
    };
    stage.task('deposits', () => Promise.all([30, 20].map((amount) => deposit(accounts, id, amount))));
    return () => ({ balance });
  }),
);

/** A call may reject without a reason: the first that a deposit makes, or the second. */
export const noReason = family([1, 2], (which) =>
  tasks(`call ${which} to the bank rejects, and no reason is given`, (stage) => {
    const { deposit } = stage.load<typeof Kitty>('deposit.ts');
    let calls = 0;
    let end = 'pending';
    const { accounts } = steadyBank(
      stage,
      { kitty: 1000 },
      () => 1,
      () => {
        calls += 1;
        if (calls === which) throw undefined;
      },
    );
    stage.task('a deposit', async () => {
      end = await deposit(accounts, 'kitty', 30).then(
        () => 'resolved',
        (error: unknown) => `rejected with ${inWords(error)}`,
      );
    });
    return () => ({ end, failed: calls >= which });
  }),
);

/** One call fails, and its deposit is asked for again in that moment, when another may be under way. */
export const onceMore = family([1, 2, 3], (which) =>
  tasks(`call ${which} to the bank fails, and its deposit comes again at once`, (stage) => {
    const { deposit } = stage.load<typeof Kitty>('deposit.ts');
    let calls = 0;
    let sum = 1000;
    const { accounts, balances } = steadyBank(
      stage,
      { kitty: sum },
      () => 1,
      () => {
        calls += 1;
        if (calls === which) throw new Error('no answer');
      },
    );
    const pay = async (): Promise<void> => {
      await deposit(accounts, 'kitty', 20);
      sum += 20;
    };
    const payAgain = (): Promise<void> =>
      pay()
        .catch(pay)
        .catch(() => {});
    for (const name of ['A', 'B']) stage.task(`deposit ${name}`, payAgain);
    return () => ({ balance: balances['kitty'] ?? 0, sum, failed: calls >= which });
  }),
);

/**
 * The party's second deposit waits in line, or must look again; so do more of the kitty's deposits than most limits
 * allow. When the first of the kitty's is booked, the bank gets slow for the kitty, which must not matter to the
 * party's account.
 */
export const busyAccounts = tasks('twelve deposits into one account and two into another', (stage) => {
  const { deposit } = stage.load<typeof Kitty>('deposit.ts');
  const latency = 100;
  let isKittyBooked = false;
  let answered: number | null = null;
  let last = 0;
  const { accounts } = steadyBank(stage, { kitty: 1000, party: 0 }, ({ id }) => {
    if (id === 'party' || !isKittyBooked) return 1;
    answered ??= stage.now() + latency;
    return latency;
  });
  const pay = async (id: string): Promise<void> => {
    await deposit(accounts, id, 10);
    if (id === 'kitty') isKittyBooked = true;
    else last = stage.now();
  };
  for (const id of [...Array.from({ length: 12 }, () => 'kitty'), 'party', 'party']) {
    stage.task(`deposit to ${id}`, () => pay(id), { atOnce: true });
  }
  return () => ({ answered, last });
});

/** All of deposit B may come and go while the bank is slow to answer one call of deposit A. */
export const twoAccounts = tasks('deposits into two accounts', (stage) => {
  const { deposit } = stage.load<typeof Kitty>('deposit.ts');
  const { accounts, balance, pending } = bank(stage, { kitty: 1000, party: 0 });
  let bookedDuring = 'neither';
  stage.task('deposit A', () => deposit(accounts, 'kitty', 30));
  stage.task('deposit B', async () => {
    const slow = [...pending];
    await deposit(accounts, 'party', 20);
    for (const call of slow) if (pending.has(call)) bookedDuring = call.method === 'read' ? 'read' : 'written';
  });
  return () => ({ balances: [balance('kitty'), balance('party')], bookedDuring });
});
