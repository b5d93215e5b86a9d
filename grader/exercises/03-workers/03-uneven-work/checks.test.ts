import { isDeepStrictEqual } from 'node:util';
import { amounts, checks, counted, crew, howOften } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Range = { readonly from: number; readonly to: number };

/** How many rows the ranges do not hold exactly once, and the first of them. */
function miscounted({ ranges, rows }: { readonly ranges: readonly Range[]; readonly rows: number }) {
  const times = new Uint8Array(rows);
  for (const { from, to } of ranges)
    for (let row = Math.max(from, 0); row < Math.min(to, rows); row += 1) times[row]! += 1;
  const first = times.findIndex((count) => count !== 1);
  const often = times[first] === 0 ? 'never counted' : `counted ${howOften(times[first] ?? 0)}`;
  return first >= 0 && { count: times.filter((each) => each !== 1).length, first, often, rows };
}

const rowsAMessage = 4;

type Messages = { readonly messages: number; readonly rows: number };

const mostMessages = ({ rows }: Messages): number => Math.floor(rows / rowsAMessage);

/** A number that the messages exceed. The exact number varies: it depends on who learns first that nothing is left. */
const fewerMessages = (seen: Messages): number =>
  Math.max(mostMessages(seen), 2 ** Math.floor(Math.log2(seen.messages - 1)));

const skies = {
  band: 'the Milky Way is shared by all workers',
  edge: 'the Milky Way is shared also where it is the first to be seen',
  oneRow: 'a comet keeps one worker, and the others do the rest',
  crowd: 'the Milky Way is shared by eight workers, too',
  alone: 'a single worker counts everything',
} as const;

for (const scenario of ['band', 'edge', 'oneRow', 'crowd', 'alone'] as const) {
  check(skies[scenario], async ({ measure }) => {
    const run = await measure(scenario);
    await crew.offTheMainThread(run, 'countStars');
    await crew.enough(run);
    await crew.together(run, 'counted');
    await crew.noMore(run);
    await run.never(miscounted, {
      kind: 'wrong-result',
      message: ({ count, first, often, rows }) =>
        `Of ${counted(rows, 'row')} ${count} were not counted exactly once. The first is row ${first}; it was ${often}.`,
    });
    await run.atMost(
      ({ ranges }) => Math.max(...ranges.map(({ to }) => to)),
      ({ rows }) => rows,
      {
        message: ({ limit, got }) => `The picture has ${counted(limit, 'row')}, and a range ended at ${got}.`,
      },
    );
    await run.never((seen) => seen.messages > mostMessages(seen) && seen, {
      kind: 'over-serialised',
      message: (seen) =>
        `Counting ${counted(seen.rows, 'row')} took more than ${counted(fewerMessages(seen), 'message')}.`,
      expected: (seen) => `at most ${mostMessages(seen)}`,
      got: (seen) => `more than ${fewerMessages(seen)}`,
    });
    await run.never(({ span }) => span > 1.5 && { span }, {
      kind: 'not-parallel',
      message: 'For too long, only some of the workers counted.',
      expected: 'at most 1.5 times as long as the best sharing takes',
      got: ({ span }) => (span > 2 ? 'more than twice as long' : 'longer'),
    });
    await run.never(({ total, expected }) => total !== expected && { total, expected }, {
      kind: 'wrong-result',
      message: 'countStars was called for every row, but the total is wrong.',
      expected: ({ expected }) => counted(expected, 'star'),
      got: ({ total, expected }) => amounts([total], [expected]),
    });
    await crew.ended(run, 'long after the result was there');
  });
}

check('each call counts its own picture', async ({ measure }) => {
  const run = await measure('night');
  await run.never(({ atFirst, later }) => atFirst !== 2 * later && { atFirst, later }, {
    kind: 'wrong-result',
    message: ({ atFirst, later }) =>
      `Two calls started ${counted(atFirst, 'worker thread')}, and a third like them started ${later}.`,
    expected: 'a call with two workers starts two, whoever else is counting',
    got: ({ atFirst, later }) => `${atFirst} for two calls, ${later} for one`,
  });
  await run.never(({ totals, expected }) => !isDeepStrictEqual(totals, expected) && { totals, expected }, {
    kind: 'wrong-result',
    message: 'Two pictures were counted at the same time, then the first again, and not all totals are right.',
    expected: ({ expected }) => expected.join(', '),
    got: ({ totals, expected }) => amounts(totals, expected),
  });
});

const jam = 'RangeError: the counter has jammed';

// Before the next check: code that awaits one worker after the other hears of the failure each time here, there by
// chance.
check('failures in several workers reject the promise', async ({ measure }) => {
  const run = await measure('overcast');
  await run.equal('text', jam, {
    message: ({ got }) => `In this run countStars throws ${jam} whenever it is called. The caller got ${got}.`,
  });
});

check('a failure in one worker rejects the promise, too', async ({ measure }) => {
  const run = await measure('clouded');
  await run.equal('end', `rejected with ${jam}`, {
    message: ({ got }) => `In this run countStars throws ${jam} for row 500. countStarsParallel ${got}.`,
  });
  await crew.ended(run, 'after the failure');
  await run.never(({ next, due }) => next !== due && { next, due }, {
    kind: 'wrong-result',
    message: ({ next }) =>
      `A call had failed. In the next one countStars threw nothing, and countStarsParallel ${next}.`,
    expected: ({ due }) => due,
    got: ({ next }) => next,
  });
});
