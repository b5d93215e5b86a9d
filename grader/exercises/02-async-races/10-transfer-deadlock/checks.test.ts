import { checks, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type End = { balances: string; locked: string[]; asked: number; unlocked: string[]; givenBackTwice: string[] };

const money = (balances: string): Judgement<End> => ({
  kind: 'race',
  message: 'The money is not where it should be.',
  why: 'Between reading a balance and writing it, somebody else had the wallet.',
  expected: balances,
  got: (end) => end.balances,
});

const kept: Judgement<End> = {
  kind: 'leak',
  message: ({ locked }) => `All is done, and a wallet was not given back: ${locked.join(', ')}.`,
  why: 'Whoever wants it next waits for ever.',
  expected: 'both wallets are free',
  got: ({ locked }) => `locked: ${locked.join(', ')}`,
};

const once: Judgement<End> = {
  kind: 'wrong-result',
  message: ({ givenBackTwice }) => `A wallet was given back twice: ${givenBackTwice.join(', ')}.`,
  why: "After the first time it is the next one's. The second time takes it from them, in the middle of their work.",
  expected: 'each wallet is given back once',
};

const unfinished = 'Something that was started was not waited for, or was not booked.';
for (const [scenario, title, balances, why] of [
  ['oneTransfer', 'a transfer has both wallets locked, and gives them back', 'ann 70, bob 130', unfinished],
  [
    'otherWay',
    'so has one in the other direction, to the last cent',
    'ann 200, bob 0',
    'Bob has 100 and pays 100. That is enough.',
  ],
] as const) {
  check(title, async ({ explore }) => {
    const orders = await explore(scenario);
    await orders.always((end) => end.balances === balances, { ...money(balances), why });
    await orders.always(({ unlocked }) => unlocked.length === 0, {
      kind: 'wrong-result',
      message: 'A balance was read or changed while a wallet of the transfer was not locked.',
      why: 'In between, anybody can see, and change, a wallet that is half of an unfinished transfer.',
      expected: 'both wallets locked from the first look to the last change',
      got: ({ unlocked }) => unlocked.join('; '),
    });
    await orders.always(({ givenBackTwice }) => givenBackTwice.length === 0, once);
    await orders.always(({ locked }) => locked.length === 0, kept);
  });
}

check('both pay at the same moment, and both transfers end', async ({ explore }) => {
  for (const [scenario, balances] of [
    ['bothPay', 'ann 90, bob 110'],
    ['othersPay', 'ben 100, bea 100'],
    ['namesakesPay', 'ben 90, Ben 110'],
  ] as const) {
    const orders = await explore(scenario);
    await orders.always(({ asked }) => asked <= 4, {
      kind: 'livelock',
      message: ({ asked }) => `Two transfers asked for wallets ${asked} times; 4 times is once each.`,
      why: 'Each gives up what the other waits for, and comes back. Nothing makes sure that they ever stop.',
      expected: 'each transfer asks for each of its wallets once, and waits for its turn',
    });
    await orders.always((end) => end.balances === balances, money(balances));
    await orders.always(({ givenBackTwice }) => givenBackTwice.length === 0, once);
    await orders.always(({ locked }) => locked.length === 0, kept);
  }
});

check('three pay in a circle, and all transfers end', async ({ explore }) => {
  const orders = await explore('circle');
  await orders.always(({ balances }) => balances === 'ann 80, bob 110, cem 110', money('ann 80, bob 110, cem 110'));
});

check("a transfer and others who lock one wallet keep out of each other's way", async ({ explore }) => {
  for (const [scenario, wanted] of [
    ['interestForAnn', 'ann 75, bob 130'],
    ['interestForBob', 'ann 70, bob 135'],
  ] as const) {
    const orders = await explore(scenario);
    await orders.always(({ balances }) => balances === wanted, money(wanted));
  }
});

check('a transfer that fails changes nothing and gives both wallets back', async ({ explore }) => {
  const orders = await explore('itFails');
  await orders.always(({ told }) => told.length === 0, {
    kind: 'wrong-result',
    message: 'Somebody was not told what happened to their transfer.',
    expected: 'too little money, or a call that fails: that transfer rejects, and no other',
    got: ({ told }) => told.join('; '),
  });
  await orders.always(({ balances, wanted }) => balances === wanted, {
    kind: 'wrong-result',
    message: 'A transfer was rejected, and the balances do not fit that.',
    why: 'A transfer that rejects must leave nothing behind.',
    expected: ({ wanted }) => wanted,
    got: ({ balances }) => balances,
  });
  await orders.always(({ givenBackTwice }) => givenBackTwice.length === 0, once);
  await orders.always(({ locked }) => locked.length === 0, kept);
});

check('from a wallet to itself there is nothing to do', async ({ explore }) => {
  for (const scenario of ['toOneself', 'muchToOneself'] as const) {
    const orders = await explore(scenario);
    await orders.always(({ balances, locked }) => balances === 'ann 100' && locked.length === 0, {
      kind: 'wrong-result',
      message: 'Ann sent money to herself, and something has changed.',
      expected: 'ann 100, and the wallet is free',
      got: ({ balances, locked }) => `${balances}${locked.length > 0 ? ', and the wallet is locked' : ''}`,
    });
  }
});

check('strangers do not wait', async ({ explore }) => {
  for (const [scenario, waiting] of [
    ['strangers', "Ann's transfer waited for her wallet"],
    ['manyWait', 'Two transfers waited for a wallet each'],
  ] as const) {
    const orders = await explore(scenario);
    await orders.always(
      ({ balances }) => /^(\w+ 100(, |$))+$/.test(balances),
      money('nobody has more or less than 100'),
    );
    await orders.sometimes(({ answeredMeanwhile }) => answeredMeanwhile, {
      kind: 'over-serialised',
      message: `${waiting}, and Cem's transfer to Dan had to wait, too.`,
      why: 'Cem and Dan have nothing to do with that. A wallet that is busy now holds up everybody.',
      expected: "Cem has an answer before Ann's wallet is free, in some order",
      got: 'never',
    });
  }
});
