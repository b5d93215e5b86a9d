import { checks } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

check('who asks after an answer has come gets a new one', async ({ explore }) => {
  const orders = await explore('oneCustomer');
  await orders.always(({ loads, wrong }) => loads === 2 && wrong.length === 0, {
    kind: 'wrong-result',
    message: 'One customer asked, had an answer, and asked again; that did not lead to two loads.',
    why: 'What has been answered is over. A question that comes later wants the rate of that moment.',
    expected: '2 loads, an answer of its own for each question',
    got: ({ loads, wrong }) => [`${loads} ${loads === 1 ? 'load' : 'loads'}`, ...wrong].join('; '),
  });
});

check('what is under way is shared', async ({ explore }) => {
  const orders = await explore('sameRate');
  await orders.always(({ twice }) => twice === 0, {
    kind: 'race',
    message: 'The provider was asked for a rate while it was being asked for it already.',
    why: 'Whoever looked did not find the load that was under way.',
    expected: 'one load of a key at a time',
    got: ({ twice }) => `${twice + 1} at the same time`,
  });
  await orders.always(({ old, foreign }) => old.length + foreign.length === 0, {
    kind: 'race',
    message: 'A customer got an answer that does not belong to the moment of asking.',
    why: 'A load that is under way is joined; one that is over is out of date.',
    expected: 'the load that was under way, or else a new one',
    got: ({ old, foreign }) => [...old, ...foreign].join('; '),
  });
});

check('two questions in one breath are one load', async ({ explore }) => {
  const orders = await explore('oneBreath');
  await orders.always(({ loads, wrong }) => loads === 1 && wrong.length === 0, {
    kind: 'wrong-result',
    message: 'Two questions that were asked one right after the other were not answered by one load.',
    why: 'When the second looked, the first had not yet left anything to be found.',
    expected: '1 load',
    got: ({ loads, wrong }) => [`${loads} ${loads === 1 ? 'load' : 'loads'}`, ...wrong].join('; '),
  });
  await orders.always(({ copies }) => copies.length === 0, {
    kind: 'wrong-result',
    message: 'Two shared a load, and did not get the same: one of them has a copy.',
    why: 'A copy is another object, and not everything that a load brings can be copied.',
    expected: 'the very same value for both',
    got: ({ copies }) => copies.join('; '),
  });
  await (
    await explore('noRate')
  ).always(({ loads, wrong }) => loads === 1 && wrong.length === 0, {
    kind: 'wrong-result',
    message: 'Two asked in one breath for what is `undefined`, and were not answered by one load.',
    why: '`undefined` is an answer, too: what an answer is does not tell whether there is one.',
    expected: '1 load, and undefined for both',
    got: ({ loads, wrong }) => [`${loads} ${loads === 1 ? 'load' : 'loads'}`, ...wrong].join('; '),
  });
});

check('a load that fails is over, too', async ({ explore }) => {
  const orders = await explore('outOfOrder');
  await orders.always(({ failed, wrong }) => !failed || wrong.length === 0, {
    kind: 'wrong-result',
    message: 'A load failed, and a customer got what is not theirs.',
    why: 'An error goes to those who waited for that load, and to nobody else. Who asks later has a new load.',
    expected: 'the outcome of the load that was under way, or else of a new one',
    got: ({ wrong }) => wrong.join('; '),
  });
  await orders.always(({ failed, twice }) => !failed || twice === 0, {
    kind: 'race',
    message: 'A load failed, and then a rate was loaded twice at the same time.',
    why: 'Whoever looked did not find the load that was under way.',
  });
});

check('two keys do not wait for each other', async ({ explore }) => {
  const orders = await explore('twoRates');
  await orders.always(({ foreign }) => foreign.length === 0, {
    kind: 'wrong-result',
    message: 'A customer got the rate of another pair.',
    got: ({ foreign }) => foreign.join('; '),
    expected: 'the rate that was asked for',
  });
  await orders.sometimes(({ together }) => together, {
    kind: 'over-serialised',
    message: 'EUR/USD was loaded only when EUR/JPY was there, or the other way round.',
    why: 'They share nothing, so one slow answer now holds up everybody.',
    expected: 'both are being loaded at the same time in some order',
    got: 'never',
  });
});

check('what is under way stays known when other keys come and go', async ({ explore }) => {
  const orders = await explore('thereAndBack');
  await orders.always(({ twice }) => twice === 0, {
    kind: 'race',
    message: 'The provider was asked for a rate while it was being asked for it already.',
    why: 'Another pair was asked for, or was answered, in between, and what was under way was forgotten.',
    expected: 'one load of a key at a time',
    got: ({ twice }) => `${twice + 1} at the same time`,
  });
  await orders.always(({ wrong }) => wrong.length === 0, {
    kind: 'wrong-result',
    message: 'A customer got what belongs to another pair, or to another moment.',
    why: 'EUR/JPY and JPY/EUR are two keys. Each has a load of its own.',
    expected: 'the outcome of the load of that pair',
    got: ({ wrong }) => wrong.join('; '),
  });
});

check('however many keys there are', async ({ explore }) => {
  const orders = await explore('allPairs');
  await orders.always(({ pairs, loads }) => loads === pairs, {
    kind: 'wrong-result',
    message: ({ pairs }) => `${pairs} pairs were asked for, and once more while all were under way.`,
    why: 'What is under way must be found, however much else is under way.',
    expected: ({ pairs }) => `${pairs} loads`,
    got: ({ loads }) => `${loads} loads`,
  });
});

check('two providers share nothing', async ({ explore }) => {
  const orders = await explore('twoProviders');
  await orders.always(({ wrong }) => wrong.length === 0, {
    kind: 'wrong-result',
    message: 'A customer of one provider got the rate of another.',
    why: 'Something that belongs to one call of singleFlight is shared by all of them.',
    expected: 'the rate of their own provider',
    got: ({ wrong }) => wrong.join('; '),
  });
  await orders.sometimes(({ together }) => together, {
    kind: 'over-serialised',
    message: 'One provider was asked only when the other had answered.',
    why: 'Something that belongs to one call of singleFlight is shared by all of them.',
    expected: 'both load at the same time in some order',
    got: 'never',
  });
});
