import { checks, type Conditions } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const money = {
  kind: 'race',
  message: ({ expected, got }: { expected: string; got: string }) =>
    `In the end the wallets hold ${got}; they should hold ${expected}.`,
} as const;

type Keys = { locked: string[]; givenBackTwice: string[] };

async function givenBack(orders: Conditions<Keys>): Promise<void> {
  await orders.empty('givenBackTwice', {
    message: ([id]) => `The wallet of ${id} was given back by somebody who no longer had it.`,
    expected: 'each wallet is given back once',
  });
  await orders.empty('locked', {
    kind: 'leak',
    message: (ids) => `All is done, and a wallet was not given back: ${ids.join(', ')}.`,
  });
}

for (const [scenario, title, balances] of [
  ['oneTransfer', 'a transfer has both wallets locked, and gives them back', 'ann 70, bob 130'],
  ['otherWay', 'so has one in the other direction, to the last cent', 'ann 170, bob 30'],
] as const) {
  check(title, async ({ explore }) => {
    const orders = await explore(scenario);
    await orders.equal('balances', balances, money);
    await orders.empty('unlocked', { expected: 'both wallets locked from the first look to the last change' });
    await givenBack(orders);
  });
}

check('both pay at the same moment, and both transfers end', async ({ explore }) => {
  for (const [couple, balances] of [
    ['ann-and-bob', 'ann 90, bob 110'],
    ['carlo-and-carol', 'carlo 100, carol 100'],
    ['namesakes', 'ben 90, Ben 110'],
  ] as const) {
    const orders = await explore('bothPay', couple);
    await orders.atMost('asked', 4, {
      kind: 'livelock',
      message: ({ got }) => `Two transfers need four locks, and they asked for a lock ${got} times.`,
    });
    await orders.equal('balances', balances, money);
    await givenBack(orders);
  }
});

check('three pay in a circle, and all transfers end', async ({ explore }) => {
  await (await explore('circle')).equal('balances', 'ann 80, bob 110, cem 110', money);
});

check("a transfer and others who lock one wallet keep out of each other's way", async ({ explore }) => {
  for (const [name, balances] of [
    ['ann', 'ann 75, bob 130'],
    ['bob', 'ann 70, bob 135'],
  ] as const) {
    const orders = await explore('interestFor', name);
    await orders.equal('balances', balances, money);
    await orders.never(({ askedTwice }) => askedTwice.length > 0 && askedTwice, {
      kind: 'wrong-result',
      message: ([id]) => `One transfer asked for the wallet of ${id} more than once.`,
      expected: 'it asks for each wallet once',
    });
  }
});

check('a transfer that fails changes nothing and gives both wallets back', async ({ explore }) => {
  const orders = await explore('itFails');
  await orders.empty('told', {
    expected: 'a transfer of more than there is rejects, and so does one whose call failed, with that error',
  });
  await orders.equal('balances', ({ wanted }) => wanted, { ...money, kind: 'wrong-result' });
  await givenBack(orders);
  const silent = (await explore('noReason')).where(({ failed }) => failed);
  await silent.equal('how', 'rejected with undefined', {
    message: ({ got }) => `A call to the server rejected with undefined, and its transfer ${got}.`,
  });
  await givenBack(silent);
});

check('a transfer from a wallet to itself changes nothing', async ({ each }) => {
  for await (const orders of each('toOneself', [30, 500])) {
    await orders.equal('balances', 'ann 100', {
      message: ({ got }) => `Ann had 100 and sent money to herself. In the end the wallets hold ${got}.`,
    });
    await orders.empty('locked', {
      message: 'Ann sent money to herself; that has ended, and her wallet is locked.',
    });
  }
});

check('strangers do not wait', async ({ explore }) => {
  for (const [waiting, which] of [
    ['one', "Ann's wallet is"],
    ['many', 'the wallets of Ann, Ben and Bea are'],
  ] as const) {
    const orders = await explore('strangers', waiting);
    await orders.never(({ balances }) => !/^(\w+ 100(, |$))+$/.test(balances) && { balances }, {
      kind: 'race',
      message: ({ balances }) => `All transfers were of more than there was, and the wallets now hold ${balances}.`,
      expected: 'nobody has more or less than 100',
    });
    await orders.sometimes(({ answeredMeanwhile }) => answeredMeanwhile, {
      message: `As long as ${which} locked by others, Cem's transfer to Dan is never answered.`,
      expected: "Cem has an answer before Ann's wallet is free, in some order",
    });
  }
});
