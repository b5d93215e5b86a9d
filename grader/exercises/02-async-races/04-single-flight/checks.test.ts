import { checks, type Conditions, type Json, type Texts } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const loadedTwice = {
  kind: 'race',
  message: ([first]: Texts) => `Loaded twice: ${first}.`,
} as const;

type Wrong = { asked: string; due: string; got: string };

async function answersFit<Outcome extends Json & { wrong: Wrong[] }>(
  orders: Conditions<Outcome>,
  kind: 'wrong-result' | 'race' = 'wrong-result',
): Promise<void> {
  await orders.never(({ wrong }) => wrong[0], {
    kind,
    message: ({ asked, got }) => `${asked}, and got ${got}.`,
    expected: ({ due }) => due,
    got: ({ got }) => got,
  });
}

check('whoever asks after an answer has come gets a new one', async ({ explore }) => {
  const orders = await explore('oneCustomer');
  await answersFit(orders);
  await orders.equal('loads', 2, {
    message: ({ got }) => `A customer asked, got an answer, and asked again. Loads begun: ${got}.`,
  });
  await (await explore('nothings')).empty('unlike');
});

check('what is under way is shared', async ({ explore }) => {
  const orders = await explore('sameRate');
  await orders.empty('twice', loadedTwice);
  await answersFit(orders, 'race');
  await (
    await explore('morningMail')
  ).equal('loads', 1, {
    message: ({ got }) => `Forty questions for one rate came in one breath. Loads begun: ${got}.`,
  });
});

check('two questions in one breath are one load', async ({ explore }) => {
  const orders = await explore('oneBreath');
  await orders.equal('loads', 1, {
    message: ({ got }) => `One question came right after another. Loads begun: ${got}.`,
  });
  await answersFit(orders);
  await orders.empty('copies', {
    message: ([first]) => `Two shared a load, and ${first}.`,
    expected: 'the very same value for both',
  });
  for (const [ending, answer] of [
    ['resolves', 'undefined'],
    ['rejects', 'a rejection with undefined'],
  ] as const) {
    const nothing = await explore('noRate', ending);
    await nothing.equal('loads', 1, {
      message: ({ got }) =>
        `One question came right after another, and a load ${ending} with undefined. Loads begun: ${got}.`,
    });
    await nothing.equal('answers', [answer, answer], {
      message: ({ got }) => `What came of the load was ${answer}, and the two who had asked got ${got}.`,
    });
  }
});

check('a load that fails is over, too', async ({ explore }) => {
  const orders = (await explore('outOfOrder')).where(({ failed }) => failed);
  await answersFit(orders);
  await orders.empty('twice', loadedTwice);
});

check('two keys do not wait for each other', async ({ explore }) => {
  const orders = await explore('twoRates');
  await answersFit(orders);
  await orders.overlap('together', { message: 'EUR/USD and EUR/JPY are never loaded at the same time.' });
});

check('what is under way stays known when other keys come and go', async ({ explore }) => {
  const orders = await explore('thereAndBack');
  await orders.empty('twice', loadedTwice);
  await answersFit(orders);
});

check('however many keys there are', async ({ explore }) => {
  const orders = await explore('allPairs');
  await orders.equal('loads', ({ pairs }) => pairs, {
    message: ({ expected, got }) => `Each of ${expected} pairs was asked for twice in one breath. Loads begun: ${got}.`,
  });
  await orders.sometimes(({ together, pairs }) => together === pairs, {
    message: ({ outcomes: [first] }) =>
      `${first?.pairs} pairs were asked for in one breath. When the first load was answered, ${first?.together} loads had begun.`,
    expected: 'a load of each pair, at the same time',
  });
});

check('two providers share nothing', async ({ explore }) => {
  const orders = await explore('twoProviders');
  const own = ['bank', 'exchange'].map((value) => ({ state: 'fulfilled', value }));
  await orders.equal('answers', own, {
    message:
      'The bank and the exchange have a customer each, and not both of them got the rate that they had asked for.',
  });
  await orders.overlap('together', { message: 'The bank and the exchange are never asked at the same time.' });
  await (
    await explore('twoAgencies')
  ).equal('loads', 2, {
    message: ({ got }) =>
      `Two functions were made of one load, and each of them was asked once for EUR/JPY. Loads begun: ${got}.`,
  });
});
