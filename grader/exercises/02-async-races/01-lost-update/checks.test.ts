import { checks, type Conditions } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

/** Other checks judge what is lost where nothing fails. */
async function afterFailure(
  orders: Conditions<{ balance: number; sum: number; failed: boolean }>,
  kind: 'race' | 'wrong-result',
): Promise<void> {
  await orders
    .where(({ failed }) => failed)
    .equal('balance', ({ sum }) => sum, {
      kind,
      message: ({ expected, got }) =>
        `A call failed. With every deposit that resolved, the balance would be ${expected}; the account holds ${got}.`,
    });
}

async function allArrive(orders: Conditions<{ balance: number; sum: number; early: string[] }>): Promise<void> {
  await orders.equal('balance', ({ sum }) => sum, {
    kind: 'race',
    message: ({ expected, got }) => `The account ends with ${got}; with all the deposits it would be ${expected}.`,
  });
  await orders.empty('early', { kind: 'race' });
}

check('one deposit is booked when it resolves', async ({ explore }) => {
  await allArrive(await explore('oneDeposit'));
});

check('two deposits at once both arrive', async ({ explore }) => {
  await allArrive(await explore('twoDeposits'));
});

check('deposits at once all arrive, however many', async ({ explore }) => {
  for (const scenario of ['threeDeposits', 'comesAgain', 'sameAmount', 'twelveDeposits'] as const) {
    await allArrive(await explore(scenario));
  }
  for (const id of ['constructor', '__proto__'] as const) {
    const orders = await explore('oddNames', id);
    await orders.equal('balance', 1050, {
      kind: 'race',
      message: ({ expected, got }) =>
        `The account "${id}" ends with ${got}; with both deposits it would be ${expected}.`,
    });
  }
});

check('deposits to different accounts do not wait for each other', async ({ explore }) => {
  const orders = await explore('twoAccounts');
  await orders.equal('balances', [1030, 20], {
    message: ({ got }) => `Deposits of 30 and 20 went to accounts of 1000 and 0, which hold ${got} in the end.`,
  });
  for (const phase of ['read', 'written']) {
    await orders.sometimes(({ bookedDuring }) => bookedDuring === phase, {
      message: `While one account is being ${phase}, no deposit to the other account gets through.`,
      expected: `in some order all of one deposit is done while the other account is being ${phase}`,
    });
  }

  const busy = await explore('busyAccounts');
  await busy.never(({ answered, last }) => answered !== null && last > answered && { answered, last }, {
    kind: 'over-serialised',
    message: ({ answered, last }) =>
      `A call about the kitty took the bank 100 ms, until ${answered} ms. A deposit to the party, asked for before, ended at ${last} ms.`,
    expected: 'both deposits to the party are done meanwhile',
  });
});

check('a call that fails rejects its own deposit only', async ({ explore }) => {
  for (const scenario of ['bankFails', 'bankFailsMeanwhile'] as const) {
    const orders = await explore(scenario);
    await orders.empty('told', { expected: 'exactly one deposit rejects, with the error of the call that failed' });
    await afterFailure(orders, 'wrong-result');
  }
  for (const which of [1, 2, 3] as const) await afterFailure(await explore('onceMore', which), 'race');
  for (const which of [1, 2] as const) {
    await (
      await explore('noReason', which)
    )
      .where(({ failed }) => failed)
      .equal('end', 'rejected with undefined', {
        message: ({ got }) => `A call to the bank rejected with undefined, and the deposit that made it ${got}.`,
      });
  }
});
