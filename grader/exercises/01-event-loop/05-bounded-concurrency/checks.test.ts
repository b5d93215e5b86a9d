import { isDeepStrictEqual } from 'node:util';
import { checks, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

/** A task's end in words. */
const shown = (task: { state: string; value?: unknown }): string =>
  task.state === 'fulfilled' ? JSON.stringify(task.value) : task.state;

const all = ['a', 'b', 'c', 'd'].map((title) => `cover of ${title}`);

for (const [scenario, title] of [
  ['oneAtATime', 'one at a time: each cover once, in its place'],
  ['twoAtATime', 'two at a time: each cover once, in its place'],
  ['threeAtATime', 'three at a time: each cover once, in its place'],
] as const) {
  check(title, async ({ explore }) => {
    const orders = await explore(scenario);
    await orders.always(({ peak, limit }) => peak <= limit, {
      kind: 'wrong-result',
      message: ({ peak, limit }) => `There were ${peak} requests under way, and the limit is ${limit}.`,
      why: 'A request begins when it is called, not when it is awaited; its place is free when it has settled.',
      expected: ({ limit }) => `at most ${limit} at a time`,
      got: ({ peak }) => `${peak}`,
    });
    await orders.always(({ asked, items }) => asked === 'a b c d' && items === 'a b c d', {
      kind: 'wrong-result',
      message: 'The covers were not asked for once each, in the order of the list, with the list left as it is.',
      expected: 'asked for a b c d; the list is a b c d afterwards',
      got: ({ asked, items }) => `asked for ${asked || 'nothing'}; the list is ${items || 'empty'} afterwards`,
    });
    await orders.always(({ covers }) => covers.state === 'fulfilled' && isDeepStrictEqual(covers.value, all), {
      kind: 'race',
      message: 'mapLimit did not resolve to the four covers in the order of the list.',
      why: 'Requests settle in any order. The place of a result is that of its item, and the last to settle may be any.',
      expected: JSON.stringify(all),
      got: ({ covers }) => shown(covers),
    });
    // With one place there are no pairs, and with three all are seen already with two.
    if (scenario !== 'twoAtATime') return;
    for (const pair of ['ab', 'ac', 'ad', 'bc', 'bd', 'cd'] as const) {
      await orders.sometimes(({ together }) => together.includes(pair), {
        kind: 'over-serialised',
        message: `With two places, "${pair[0]}" and "${pair[1]}" were never under way at the same time.`,
        why: 'A place became free, and the next item did not take it, but waited for something else.',
        expected: 'any two of the four, in some order',
        got: `never "${pair[0]}" with "${pair[1]}"`,
      });
    }
  });
}

/** Two places; a takes 100 ms, the others 10.5 ms each. */
const prompt = 'a 0, b 0, c 10.5, d 21, e 31.5, f 42, g 52.5, h 63, i 73.5';

check('no place stays empty as long as covers are left', async ({ explore }) => {
  const orders = await explore('hugeCover');
  await orders.always(({ begun }) => begun === prompt, {
    kind: 'over-serialised',
    message: 'A place stood empty although covers were left.',
    why: 'The first cover takes 100 ms, the others 10.5 ms each: one after the other, they fit into the second place.',
    expected: `covers begun at these ms of virtual time: ${prompt}`,
    got: ({ begun }) => begun,
  });
});

const afterError = {
  kind: 'wrong-result',
  message: 'A cover had failed, and others were asked for all the same.',
  why: 'That mapLimit rejects stops nobody: whoever takes items from the list must learn of the error.',
  expected: 'no request after the error',
  got: (end) => `requests for ${end.afterError}`,
} satisfies Judgement<{ afterError: string }>;

check('after an error nothing new begins', async ({ explore }) => {
  const orders = await explore('oneFails');
  await orders.always(({ got, failed }) => got === (failed ? 'that error' : 'covers'), {
    kind: 'wrong-result',
    message: ({ failed }) => `mapLimit did not settle as it should: ${failed ? 'a cover failed' : 'all covers came'}.`,
    expected: ({ failed }) => (failed ? 'it rejects with the very error of that cover' : 'it resolves'),
    got: ({ got }) => (got === 'covers' ? 'it resolves' : `it rejects with ${got}`),
  });
  await orders.always((end) => end.afterError === '', afterError);
  const silent = await explore('noReason');
  await silent.always(({ got, asked }) => got === 'undefined' && asked === 'a', {
    kind: 'wrong-result',
    message: 'A call failed, its error was undefined, and mapLimit took no notice.',
    why: 'A promise can reject with anything. That there is no error does not say that nothing has failed.',
    expected: 'it asks for a, and rejects with undefined',
    got: ({ got, asked }) => `it asks for ${asked}, and ${got === 'covers' ? 'resolves' : `rejects with ${got}`}`,
  });
});

const lateError = {
  kind: 'race',
  message: 'Two covers failed, and mapLimit did not reject with the error that came first.',
  why: 'Which cover fails first is a matter of time, not of its place in the list.',
  expected: ({ first }) => first,
  got: ({ got }) => got,
} satisfies Judgement<{ got: string; first: string }>;

check('a second error goes nowhere', async ({ explore }) => {
  const orders = await explore('twoFail');
  await orders.always(({ got, first }) => got === first, lateError);
  await orders.always((end) => end.afterError === '', afterError);
  const short = await explore('twoOfTwoFail');
  await short.always(({ got, first }) => got === first, lateError);
});

check('an item is an item, and a result a result, whatever they are', async ({ explore }) => {
  const orders = await explore('pageNumbers');
  await orders.always(
    ({ seen, pages }) =>
      isDeepStrictEqual([seen, pages], [[0, 1, 0], { state: 'fulfilled', value: [null, 0, 'again'] }]),
    {
      kind: 'wrong-result',
      message: 'The items were the numbers 0, 1 and 0 again, and they were not mapped as they should.',
      why: 'Items and results can be 0 or undefined, which is no sign of anything; and an item can come twice.',
      expected: 'work for 0 and 1 and 0; the results undefined, 0 and "again"',
      got: ({ seen, pages }) => `work for ${seen.join(' and ') || 'nothing'}; ${shown(pages)}`,
    },
  );
  const shared = await explore('sameRequest');
  await shared.always(({ most }) => most <= 2, {
    kind: 'wrong-result',
    message: ({ most }) => `There were ${most} calls under way, and the limit is 2.`,
    why: 'Two calls returned the same promise, as work may that shares requests. They are two calls all the same.',
    expected: 'at most 2 at a time',
    got: ({ most }) => `${most}`,
  });
});

check('lists may be shorter than the limit', async ({ explore }) => {
  const orders = await explore('shortLists');
  await orders.always(
    ({ none, one }) =>
      none.state === 'fulfilled' &&
      isDeepStrictEqual(none.value, []) &&
      one.state === 'fulfilled' &&
      isDeepStrictEqual(one.value, ['cover of a']),
    {
      kind: 'wrong-result',
      message: 'A list that is shorter than the limit was not mapped as it should.',
      expected: '[] for no covers, one result for one',
      got: ({ none, one }) => `${shown(none)} for no covers, ${shown(one)} for one`,
    },
  );
});

check('two imports know nothing of each other', async ({ explore }) => {
  const orders = await explore('twoImporters');
  await orders.always(
    ({ one, other }) =>
      isDeepStrictEqual(one, { state: 'fulfilled', value: ['cover of a', 'cover of b'] }) &&
      isDeepStrictEqual(other, { state: 'fulfilled', value: ['cover of c'] }),
    {
      kind: 'race',
      message: 'Two imports ran side by side, one of them failed and began again, and they did not get their covers.',
      why: 'What one call of mapLimit keeps in mind, another must not see.',
      expected: 'one gets the covers of a and b; the other fails with x, and then gets the cover of c',
      got: ({ one, other }) => `one: ${shown(one)}; the other: ${shown(other)}`,
    },
  );
  await orders.sometimes(({ together }) => together, {
    kind: 'over-serialised',
    message: 'Two imports, with a place each, never had a request under way at the same time.',
    why: 'The limit is that of one call of mapLimit. One import need not wait for another.',
    expected: 'a and x under way together, in some order',
    got: 'never',
  });
});
