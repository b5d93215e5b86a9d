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

check('one deposit is booked when it resolves', async ({ explore }) => {
  const orders = await explore('oneDeposit');
  await orders.always(({ balance, sum }) => balance === sum, lost);
  await orders.always(({ booked }) => booked, {
    kind: 'wrong-result',
    message: 'deposit resolved, and the money was not in the account yet.',
    why: 'Something that was started was not waited for.',
  });
});

check('two deposits at once both arrive', async ({ explore }) => {
  const orders = await explore('twoDeposits');
  await orders.always(({ balance, sum }) => balance === sum, lost);
});

check('three deposits at once all arrive', async ({ explore }) => {
  const orders = await explore('threeDeposits');
  await orders.always(({ balance, sum }) => balance === sum, lost);
});

check('deposits to different accounts do not wait for each other', async ({ explore }) => {
  const orders = await explore('twoAccounts');
  await orders.always(({ balances }) => balances[0] === 1030 && balances[1] === 520, {
    kind: 'wrong-result',
    message: 'Deposits into two accounts got into each other.',
    expected: '1030 and 520',
    got: ({ balances }) => balances.join(' and '),
  });
  await orders.sometimes(({ together }) => together, {
    kind: 'over-serialised',
    message: 'The deposit to one account waited for the deposit to the other.',
    why: 'They share nothing, so one slow answer of the bank now holds up everybody.',
    expected: 'both accounts are being read at the same time in some order',
    got: 'never',
  });
});

check('a call that fails rejects its own deposit only', async ({ explore }) => {
  const orders = await explore('bankFails');
  await orders.always(({ rejected }) => rejected <= 1, {
    kind: 'wrong-result',
    message: 'One call to the bank failed, and more than one deposit was rejected.',
    why: 'A deposit that nothing had happened to was told of a failure.',
  });
  await orders.always(({ balance, sum }) => balance === sum, {
    ...lost,
    kind: 'wrong-result',
    message: 'A call to the bank failed, and the balance does not fit what the callers were told.',
    why: 'A deposit that resolves is booked; one that rejects leaves nothing behind.',
  });
});
