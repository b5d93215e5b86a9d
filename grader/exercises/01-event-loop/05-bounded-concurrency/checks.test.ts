import { checks, notOnce } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const coversOf = (titles: string) => ({
  state: 'fulfilled',
  value: Array.from(titles, (title) => `cover of ${title}`),
});

for (const [limit, word] of [
  [1, 'one'],
  [2, 'two'],
  [3, 'three'],
] as const) {
  check(`${word} at a time: each cover once, in its place`, async ({ explore }) => {
    const orders = await explore('atATime', limit);
    await orders.atMost('peak', limit, {
      message: ({ got }) => `There were ${got} requests under way, and the limit is ${limit}.`,
    });
    await orders.never(({ asked }) => notOnce(['a', 'b', 'c', 'd'], asked), {
      kind: 'wrong-result',
      message: ({ who, times }) =>
        times === 'never' ? `The cover of ${who} was never asked for.` : `The cover of ${who} was asked for ${times}.`,
      expected: 'once, as for each cover of the list',
    });
    await orders.equal('asked', ['a', 'b', 'c', 'd'], {
      message: 'The covers were not asked for in the order of the list.',
    });
    await orders.equal('list', ['a', 'b', 'c', 'd'], {
      message: 'mapLimit changed the list that it was given.',
    });
    await orders.equal('covers', coversOf('abcd'), {
      kind: 'race',
      message: 'mapLimit did not resolve to the four covers in the order of the list.',
    });
    await orders.sometimes(({ peak }) => peak >= limit, {
      message: `With a limit of ${limit}, there are never ${limit} requests under way.`,
      expected: 'all places in use, in some order',
    });
    // With one place there are no pairs; with three, each pair has already been seen with two.
    if (limit !== 2) return;
    for (const pair of ['ab', 'ac', 'ad', 'bc', 'bd', 'cd']) {
      await orders.sometimes(({ together }) => together.includes(pair), {
        message: `With two places, "${pair[0]}" and "${pair[1]}" are never under way at the same time.`,
        expected: 'any two of the four, in some order',
      });
    }
    await (
      await explore('hugeCover')
    ).equal('covers', coversOf('abcdefghijkl'), {
      message: 'mapLimit did not resolve to the twelve covers in the order of the list.',
    });
  });
}

type Begun = readonly { readonly title: string; readonly ms: number; readonly isTurnLate: boolean }[];

const covers = 12;
const places = 2;
const duration = (title: string): number => (title === 'a' ? 130 : 10.5);

/**
 * The first moment at which a place stayed empty, and what began next; other checks judge covers in the wrong order.
 */
function idle(begun: Begun) {
  const ends = begun.map(({ title, ms }) => ms + duration(title));
  for (const free of [0, ...ends].toSorted((a, b) => a - b)) {
    const soFar = begun.filter(({ ms }) => ms <= free).length;
    const done = ends.filter((ms) => ms <= free).length;
    if (soFar - done < places && soFar < covers) return { free, next: begun[soFar] };
  }
  return undefined;
}

check('no place stays empty as long as covers are left', async ({ explore }) => {
  const orders = await explore('hugeCover');
  await orders.never(({ begun }) => idle(begun), {
    kind: 'over-serialised',
    message: ({ free, next }) =>
      `At ${free} ms a place was free and covers were left. ${next ? `The next one, ${next.title}, began at ${next.ms} ms.` : 'None of them ever began.'}`,
    mark: ({ free, next }) => ({
      row: next ? `fetch(${next.title})` : 'fetch(',
      note: next ? `a place was free from ${free} ms on` : `at ${free} ms a place was free for others`,
    }),
    why: 'Cover a takes 130 ms of virtual time; the others take 10.5 ms each. There are two places.',
  });
  await orders.never(({ begun }) => begun.find(({ isTurnLate }) => isTurnLate), {
    kind: 'over-serialised',
    message: ({ title }) =>
      `A call had settled and covers were left, but the next one, ${title}, began in a later turn of the event loop.`,
    expected: 'it begins in the turn in which a place becomes free',
    mark: ({ title }) => ({ row: `fetch(${title})`, note: 'a place was free since an earlier turn' }),
  });
});

check('after an error nothing new begins', async ({ explore }) => {
  const orders = await explore('oneFails');
  await orders.empty('told');
  await orders.empty('late', {
    message: ([first]) => `A cover could not be had: ${first}.`,
    expected: 'a rejection at once, or when the calls in progress have settled',
  });
  await orders.empty('afterError', {
    message: ([first]) => `A cover had failed, and ${first} was asked for all the same.`,
  });
  const silent = (await explore('noReason')).where(({ asked }) => asked.length > 0);
  await silent.equal('end', 'rejected with undefined', {
    message: ({ got }) => `The call for a rejected with undefined, and mapLimit ${got}.`,
  });
  await silent.empty('afterError', {
    message: ([first]) => `The call for a rejected with undefined, and ${first} was asked for all the same.`,
  });
});

check('a second error goes nowhere', async ({ explore }) => {
  for (const scenario of ['twoFail', 'twoOfTwoFail'] as const) {
    const orders = await explore(scenario);
    await orders.empty('told', { kind: 'race' });
    await orders.empty('afterError', {
      message: ([first]) => `A cover had failed, and ${first} was asked for all the same.`,
    });
  }
});

check('an item is an item, and a result a result, whatever they are', async ({ explore }) => {
  const orders = await explore('pageNumbers');
  await orders.equal('seen', ['0', 'undefined', '1', '1', '2'], {
    message: ({ got }) => `The list was 0, undefined, 1, 1 again and 2, and work was called for ${got}.`,
  });
  await orders.equal('pages', `resolved with undefined, 0, '', [ 'recto', 'verso' ], Error: blank`, {
    message: ({ got }) =>
      `Work resolved with undefined, 0, '', [ 'recto', 'verso' ] and an Error, and mapLimit ${got}.`,
  });
  const shared = await explore('sameRequest');
  await shared.atMost('most', 2, {
    message: ({ got }) => `There were ${got} calls under way, and the limit is 2.`,
    why: 'Two of the three calls returned the same promise. They are two calls all the same.',
  });
});

check('lists may be shorter than the limit', async ({ explore }) => {
  const orders = await explore('shortLists');
  await orders.equal('none', coversOf(''), {
    message: 'The list was empty, and mapLimit did not resolve to an empty one.',
  });
  await orders.equal('one', coversOf('a'), {
    message: 'The list had one item, the limit was 3, and mapLimit did not resolve to the one cover.',
  });
});

check('two imports know nothing of each other', async ({ explore }) => {
  const orders = await explore('twoImporters');
  await orders.equal('one', coversOf('ab'), {
    kind: 'race',
    message: 'One import asked for a and b while another ran, and did not end with these two covers.',
  });
  await orders.equal('other', coversOf('c'), {
    kind: 'race',
    message: 'There is no cover of x. An import of x, and then of c where that fails, did not end with the cover of c.',
  });
  await orders.never(({ aAndB }) => aAndB && { aAndB }, {
    kind: 'race',
    message: 'An import of a and b had one place, and both covers were under way at the same time.',
    expected: 'each import keeps to its own limit',
  });
  await orders.overlap('together', {
    message: 'Two imports, with a place each, never have a request under way at the same time.',
  });
});
