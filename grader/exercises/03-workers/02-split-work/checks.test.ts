import { isDeepStrictEqual } from 'node:util';
import { amounts, checks, counted, crew, howOften } from '../../../harness/index.ts';
import { countPrimes } from './starter/primes.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Call = { readonly thread: number; readonly from: number; readonly to: number };

/** How many numbers below `limit` the calls do not count exactly once, and the first; 0 and 1 do not matter. */
function miscounted({ calls, limit }: Pick<Counted, 'calls' | 'limit'>) {
  const times = new Uint8Array(limit);
  for (const { from, to } of calls) for (let n = Math.max(from, 0); n < Math.min(to, limit); n += 1) times[n]! += 1;
  const first = times.findIndex((count, n) => n > 1 && count !== 1);
  const often = times[first] === 0 ? 'never counted' : `counted ${howOften(times[first] ?? 0)}`;
  return first >= 0 && { count: times.subarray(2).filter((count) => count !== 1).length, first, often, limit };
}

type Counted = {
  readonly calls: readonly Call[];
  readonly span: number;
  readonly limit: number;
  readonly workers: number;
};

/** How long the counting takes if each worker has a core, as a multiple of the best possible time. */
const slowness = ({ span, limit, workers }: Counted): number => span / (limit / workers);

/** The most numbers that one worker counted, as a multiple of its equal share. */
function largestShare({ calls, limit, workers }: Counted): number {
  const shares = new Map<number, number>();
  for (const { thread, from, to } of calls) shares.set(thread, (shares.get(thread) ?? 0) + Math.max(0, to - from));
  return Math.max(...shares.values()) / (limit / workers);
}

for (const [workers, who] of [
  [5, 'five workers count'],
  [1, 'one worker counts'],
] as const) {
  check(`${who} every number once, at the same time, and ends`, async ({ measure }) => {
    const run = await measure('crewOf', workers);
    await crew.offTheMainThread(run, 'countPrimes');
    await crew.enough(run);
    await crew.together(run, 'counted');
    await crew.noMore(run);
    await run.never(({ blocking }) => blocking, {
      kind: 'blocked-loop',
      message: ({ name }) => `The main thread called ${name}, which stops its event loop until the call returns.`,
      location: ({ location }) => location,
    });
    await run.never((outcome) => largestShare(outcome) > 1.5 && { times: largestShare(outcome).toFixed(2) }, {
      kind: 'not-parallel',
      message: ({ times }) => `One worker counted ${times} times its equal share of the numbers.`,
      expected: 'at most 1.5 times',
    });
    await run.never((outcome) => slowness(outcome) > 1.5 && { times: slowness(outcome).toFixed(2) }, {
      kind: 'not-parallel',
      message: ({ times }) =>
        `With a core for each worker the counting takes ${times} times as long as with equal shares, all at once.`,
      expected: 'at most 1.5 times',
    });
    await run.never(miscounted, {
      kind: 'wrong-result',
      message: ({ count, first, often, limit }) =>
        `Numbers below ${limit} that were not counted exactly once: ${count}. The first is ${first}; it was ${often}.`,
    });
    await run.atMost(
      ({ calls }) => Math.max(...calls.map(({ to }) => to)),
      ({ limit }) => limit,
      {
        message: ({ limit, got }) => `Numbers from ${limit} on were counted, too: a range ended at ${got}.`,
      },
    );
    await run.never(
      ({ total, limit }) => total !== countPrimes(0, limit) && { total, primes: countPrimes(0, limit), limit },
      {
        kind: 'wrong-result',
        message: 'The workers counted every number, but the total is wrong.',
        expected: ({ primes, limit }) => `${primes} primes below ${limit}`,
        got: ({ total, primes }) => amounts([total], [primes]),
      },
    );
    await crew.ended(run, 'long after the result was there');
  });
}

check('each call has workers and a total of its own', async ({ measure }) => {
  const run = await measure('visitors');
  await run.never(({ atFirst, later }) => atFirst !== 2 * later && { atFirst, later }, {
    kind: 'wrong-result',
    message: ({ atFirst, later }) =>
      `Two calls started ${counted(atFirst, 'worker thread')}, and a third like them started ${later}.`,
    expected: ({ atFirst }) => `${atFirst / 2} started`,
    got: ({ later }) => `${later} started`,
  });
  const primes = (limits: readonly number[]): readonly number[] => limits.map((limit) => countPrimes(0, limit));
  await run.never(({ totals, limits }) => !isDeepStrictEqual(totals, primes(limits)) && { totals, limits }, {
    kind: 'wrong-result',
    message: 'Two calls were made at the same time, then a third, and not all totals are right.',
    expected: ({ limits }) => primes(limits).join(', '),
    got: ({ totals, limits }) => amounts(totals, primes(limits)),
  });
});

const jam = 'RangeError: the counter has jammed';

check('a failure in one worker rejects the promise', async ({ measure }) => {
  const run = await measure('jammed');
  await run.equal('end', `rejected with ${jam}`, {
    message: ({ got }) =>
      `In this run countPrimes throws ${jam} for the number 1,234. countPrimesParallel ${got.startsWith('rej') ? got : 'resolved'}.`,
  });
  await crew.ended(run, 'after the failure');
  await run.never(
    ({ next, limit }) => next !== `resolved with ${countPrimes(0, limit)}` && { next, primes: countPrimes(0, limit) },
    {
      kind: 'wrong-result',
      message: ({ next }) =>
        `A call had failed. In the next one countPrimes threw nothing, and countPrimesParallel ${next}.`,
      expected: ({ primes }) => `resolved with ${primes}`,
      got: ({ next }) => next,
    },
  );
});

check('a failure in several workers rejects the promise, too', async ({ measure }) => {
  const run = await measure('allJammed');
  await run.equal('text', jam, {
    message: ({ got }) => `In this run countPrimes throws ${jam} whenever it is called. The caller got ${got}.`,
  });
});

check('the main thread only waits', async ({ measure }) => {
  const run = await measure('bigRange');
  await run.never(({ mainMs, totalMs }) => mainMs >= totalMs / 2, {
    kind: 'not-parallel',
    message: 'At least half of the CPU time was spent on the main thread.',
    expected: 'less than half',
    got: 'half or more',
  });
  await run.never(
    ({ total, limit }) => total !== countPrimes(0, limit) && { total, primes: countPrimes(0, limit), limit },
    {
      kind: 'wrong-result',
      message: ({ limit }) => `Two workers counted the primes below ${limit}, and the total is wrong.`,
      expected: ({ primes }) => `${primes}`,
      got: ({ total, primes }) => amounts([total], [primes]),
    },
  );
});
