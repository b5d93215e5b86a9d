import { checks, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const lost = {
  kind: 'race',
  message: 'A deposit has vanished: money that was paid in is not in the account.',
  why: 'What a deposit writes was computed from a balance that had changed by then.',
  expected: ({ sum }) => `a balance of ${sum}`,
  got: ({ balance }) => `a balance of ${balance}`,
} satisfies Judgement<{ balance: number; sum: number }>;

const early = {
  kind: 'race',
  message: 'deposit resolved, and the money was not in the account yet.',
  why: 'Something that was started was not waited for.',
} satisfies Judgement<unknown>;

check('one deposit is booked when it resolves', async ({ explore }) => {
  const orders = await explore('oneDeposit');
  await orders.always(({ balance, sum }) => balance === sum, lost);
  await orders.always(({ booked }) => booked, early);
});

check('two deposits at once both arrive', async ({ explore }) => {
  const orders = await explore('twoDeposits');
  await orders.always(({ balance, sum }) => balance === sum, lost);
  await orders.always(({ booked }) => booked, early);
});

check('deposits at once all arrive, however many', async ({ explore }) => {
  const three = await explore('threeDeposits');
  await three.always(({ balance, sum }) => balance === sum, lost);

  const again = await explore('comesAgain');
  await again.always(({ balance, sum }) => balance === sum, lost);

  const same = await explore('sameAmount');
  await same.always(({ balance, sum }) => balance === sum, {
    ...lost,
    message: 'Two deposits of the same amount came, and they are not both in the account.',
    why: 'Other amounts arrive. But the same amount twice is two deposits, not one that came twice.',
  });

  const twelve = await explore('twelveDeposits');
  await twelve.always(({ balance, sum }) => balance === sum, {
    ...lost,
    message: 'Twelve deposits were under way at once, and they are not all in the account.',
    why: 'A few arrive. Something in the code comes to its end before twelve do.',
  });
});

check('deposits to different accounts do not wait for each other', async ({ explore }) => {
  const orders = await explore('twoAccounts');
  await orders.always(({ balances }) => balances[0] === 1030 && balances[1] === 20, {
    kind: 'wrong-result',
    message: 'Deposits into two accounts got into each other.',
    expected: '1030 and 20',
    got: ({ balances }) => balances.join(' and '),
  });
  const waited = {
    kind: 'over-serialised',
    why: 'They share nothing, so one slow answer of the bank now holds up everybody.',
    got: 'never',
  } satisfies Omit<Judgement<unknown>, 'message'>;
  await orders.sometimes(({ bookedDuring }) => bookedDuring === 'read', {
    ...waited,
    message: 'The deposit to one account waited for the deposit to the other.',
    expected: 'in some order all of one deposit is done while the other account is being read',
  });
  await orders.sometimes(({ bookedDuring }) => bookedDuring === 'write' || bookedDuring === 'writeIf', {
    ...waited,
    message: 'The deposit to one account waited until the other account was written.',
    expected: 'in some order all of one deposit is done while the other account is being written',
  });

  const busy = await explore('busyAccounts');
  await busy.always(({ booked, isSlow }) => !isSlow || booked.at(-1) === 'kitty', {
    ...waited,
    message: 'Both accounts had two deposits at once, and the party waited for the kitty.',
    why: 'The second deposit to each is late, as it was not alone; but not late for the other account.',
    expected: 'both deposits to the party are done while the bank is slow about the second one to the kitty',
    got: ({ booked }) => `booked in this order: ${booked.join(', ')}`,
  });
});

check('a call that fails rejects its own deposit only', async ({ explore }) => {
  for (const scenario of ['bankFails', 'bankFailsMeanwhile'] as const) {
    const orders = await explore(scenario);
    await orders.always(({ rejected, refused }) => rejected <= refused, {
      kind: 'wrong-result',
      message: ({ refused }) =>
        refused === 0
          ? 'No call to the bank failed, and a deposit was rejected.'
          : 'One call to the bank failed, and more than one deposit was rejected.',
      why: 'A deposit that nothing had happened to was told of a failure.',
    });
    // What is lost where nothing fails has been told above.
    await orders.always(({ balance, sum, refused }) => balance === sum || refused === 0, {
      ...lost,
      kind: 'wrong-result',
      message: 'A call to the bank failed, and the balance does not fit what the callers were told.',
      why: 'A deposit that resolves is booked; one that rejects leaves nothing behind.',
    });
    await orders.always(({ rejected, refused }) => rejected === refused, {
      kind: 'wrong-result',
      message: 'A call to the bank failed, and no deposit was rejected.',
      why: 'Its caller never hears of it, so nobody can decide what is to be done about it.',
      expected: 'the deposit that made the call rejects',
      got: 'it resolved',
    });
    await orders.always(({ foreign }) => foreign.length === 0, {
      kind: 'wrong-result',
      message: 'A call to the bank failed, and the deposit rejected with another error.',
      why: 'Who looks at the error to see what the bank had to say sees something else.',
      expected: "the very error that the bank's client rejected with",
      got: ({ foreign }) => foreign.join('; '),
    });
  }
});
