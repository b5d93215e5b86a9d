import { isDeepStrictEqual } from 'node:util';
import { amounts, checks } from '../../../harness/index.ts';
import { countPrimes } from './starter/primes.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Call = { readonly thread: number; readonly from: number; readonly to: number };

/** Numbers below `limit` that the calls do not count exactly once; 0 and 1 are nobody's business. */
function miscounted(calls: readonly Call[], limit: number): number {
  const times = new Uint8Array(limit);
  for (const { from, to } of calls) for (let n = Math.max(from, 0); n < Math.min(to, limit); n += 1) times[n]! += 1;
  return times.subarray(2).filter((count) => count !== 1).length;
}

type Counted = {
  readonly calls: readonly Call[];
  readonly span: number;
  readonly limit: number;
  readonly workers: number;
};

/** How long the counting takes where each worker has a core, as a multiple of the best that there is. */
const slowness = ({ span, limit, workers }: Counted): number => span / (limit / workers);

/** The most numbers that one worker counted, as a multiple of its equal share. */
function largestShare({ calls, limit, workers }: Counted): number {
  const counted = new Map<number, number>();
  for (const { thread, from, to } of calls) counted.set(thread, (counted.get(thread) ?? 0) + Math.max(0, to - from));
  return Math.max(...counted.values()) / (limit / workers);
}

for (const scenario of ['fiveWorkers', 'oneWorker'] as const) {
  const crew = scenario === 'fiveWorkers' ? 'five workers count' : 'one worker counts';
  check(`${crew} every number once, at the same time, and ends`, async ({ measure }) => {
    const run = await measure(scenario);
    run.holds(({ calls, started }) => started > 0 || calls.some(({ thread }) => thread !== 0), {
      kind: 'not-parallel',
      message: 'No worker thread was started: everything ran on the main thread.',
      why: 'Promises and async functions share the one thread that they are called on.',
      expected: ({ workers }) => `${workers} worker threads`,
      got: 'none',
    });
    run.holds(({ calls }) => calls.every(({ thread }) => thread === 0) || calls.every(({ thread }) => thread !== 0), {
      kind: 'blocked-loop',
      message: 'The main thread counted a part of the numbers itself.',
      why: 'While it counts, its event loop stands still: the screen is frozen.',
      expected: 'countPrimes is called on worker threads only',
      got: ({ calls }) => `${calls.filter(({ thread }) => thread === 0).length} call(s) on the main thread`,
    });
    run.holds(({ calls }) => calls.some(({ thread }) => thread !== 0), {
      kind: 'not-parallel',
      message: 'No worker thread called countPrimes from primes.ts.',
      why: 'The counting must happen on the workers, with the function that is given.',
    });
    run.holds(({ started, workers }) => started >= workers, {
      kind: 'not-parallel',
      message: ({ started, workers }) =>
        `Only ${started} worker thread(s) were started where ${workers} were asked for.`,
      why: 'A worker uses one core. The others have nothing to do.',
      expected: ({ workers }) => `${workers} started`,
      got: ({ started }) => `${started} started`,
    });
    run.holds(({ together, workers }) => together >= workers, {
      kind: 'not-parallel',
      message: ({ together }) => `Never more than ${together} worker(s) counted at the same time.`,
      why: 'A worker is started, or gets its work, only when another one has finished.',
      expected: ({ workers }) => `${workers} workers inside countPrimes together`,
      got: ({ together }) => `${together} at most`,
    });
    run.holds(({ started, workers }) => started === workers, {
      kind: 'wrong-result',
      message: ({ started, workers }) => `${started} worker thread(s) were started where ${workers} were asked for.`,
      why: 'The caller chooses how many cores the counting may take.',
      expected: ({ workers }) => `${workers} started`,
      got: ({ started }) => `${started} started`,
    });
    run.holds((outcome) => largestShare(outcome) <= 1.5, {
      kind: 'not-parallel',
      message: (outcome) =>
        `One worker counted ${largestShare(outcome).toFixed(2)} times its equal share of the numbers.`,
      why: 'The answer comes no earlier than the busiest worker is done.',
      expected: 'at most 1.5 times',
      got: (outcome) => `${largestShare(outcome).toFixed(2)} times`,
    });
    run.holds((outcome) => slowness(outcome) <= 1.5, {
      kind: 'not-parallel',
      message: 'Some counted while the others had nothing to do.',
      why: 'A share was begun only when another one was done.',
      expected: 'at most 1.5 times as long as with equal shares, all at once',
      got: (outcome) => `${slowness(outcome).toFixed(2)} times`,
    });
    run.holds(({ calls, limit }) => miscounted(calls, limit) === 0, {
      kind: 'wrong-result',
      message: ({ calls, limit }) =>
        `${miscounted(calls, limit)} number(s) below ${limit} were not counted exactly once.`,
      why: 'The ranges given to countPrimes(from, to) leave gaps, or overlap. `to` itself is not counted.',
    });
    run.holds(({ calls, limit }) => calls.every(({ to }) => to <= limit), {
      kind: 'wrong-result',
      message: ({ limit }) => `Numbers from ${limit} on were counted, too.`,
      expected: ({ limit }) => `no range ends beyond ${limit}`,
      got: ({ calls }) => `a range that ends at ${Math.max(...calls.map(({ to }) => to))}`,
    });
    run.holds(({ total, limit }) => total === countPrimes(0, limit), {
      kind: 'wrong-result',
      message: 'The workers counted every number, but the total is wrong.',
      why: 'What the workers answer is not added up as it should be.',
      expected: ({ limit }) => `${countPrimes(0, limit)} primes below ${limit}`,
      got: ({ total, limit }) => amounts([total], [countPrimes(0, limit)]),
    });
    run.holds(({ alive }) => alive === 0, {
      kind: 'leak',
      message: ({ alive }) => `${alive} worker thread(s) still ran when the result had long been there.`,
      why: 'A worker that listens for messages, or holds a timer, never ends by itself.',
      expected: 'none left',
      got: ({ alive }) => `${alive} left`,
    });
  });
}

check('each call has workers and a total of its own', async ({ measure }) => {
  const run = await measure('visitors');
  const right = ({ limits }: { readonly limits: readonly number[] }): readonly number[] =>
    limits.map((limit) => countPrimes(0, limit));
  run.holds(({ atFirst, later }) => atFirst === 2 * later, {
    kind: 'wrong-result',
    message: ({ atFirst, later }) =>
      `Two calls started ${atFirst} worker thread(s), and a third like them started ${later}.`,
    why: 'Something was kept from an earlier call. Each call starts as many as it is asked for.',
    expected: ({ atFirst }) => `${atFirst / 2} started`,
    got: ({ later }) => `${later} started`,
  });
  run.holds((outcome) => isDeepStrictEqual(outcome.totals, right(outcome)), {
    kind: 'wrong-result',
    message: 'Two calls were made at the same time, then a third, and not all totals are right.',
    why: "Calls that share a variable outside of the function get in each other's way.",
    expected: (outcome) => right(outcome).join(', '),
    got: (outcome) => amounts(outcome.totals, right(outcome)),
  });
});

check('a failure in one worker rejects the promise', async ({ measure }) => {
  const run = await measure('jammed');
  run.holds(({ state, text }) => state === 'rejected' && text === 'RangeError: the counter has jammed', {
    kind: 'wrong-result',
    message: ({ state }) =>
      `countPrimes threw in one worker, and the caller was ${state === 'rejected' ? 'told of another error' : 'not told'}.`,
    why: "A worker's error does not travel to the caller by itself.",
    expected: 'a rejection with RangeError: the counter has jammed',
    got: ({ state, text }) => (state === 'rejected' ? `a rejection with ${text}` : `a result: ${text}`),
  });
  run.holds(({ alive }) => alive === 0, {
    kind: 'leak',
    message: 'After a failure, worker threads were left running.',
    expected: 'none left',
    got: ({ alive }) => `${alive} left`,
  });
});

check('a failure in several workers rejects the promise, too', async ({ measure }) => {
  const run = await measure('allJammed');
  run.holds(({ text }) => text === 'RangeError: the counter has jammed', {
    kind: 'wrong-result',
    message: 'countPrimes threw in both workers, and the caller was not told.',
    expected: 'a rejection with RangeError: the counter has jammed',
    got: ({ text }) => text,
  });
});

check('the main thread only waits', async ({ measure }) => {
  const run = await measure('bigRange');
  run.holds(({ mainMs, totalMs }) => mainMs < totalMs / 2, {
    kind: 'not-parallel',
    message: 'Most of the CPU time was spent on the main thread.',
    why: 'The workers may have called countPrimes, but the work was done elsewhere.',
    expected: 'less than half',
    got: 'more than half',
  });
});
