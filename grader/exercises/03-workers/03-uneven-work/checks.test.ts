import { isDeepStrictEqual } from 'node:util';
import { amounts, checks } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Range = { readonly main: boolean; readonly from: number; readonly to: number };

/** Rows that the ranges do not hold exactly once. */
function miscounted(ranges: readonly Range[], rows: number): number {
  const times = new Uint8Array(rows);
  for (const { from, to } of ranges)
    for (let row = Math.max(from, 0); row < Math.min(to, rows); row += 1) times[row]! += 1;
  return times.filter((count) => count !== 1).length;
}

const rowsAMessage = 4;

/** The exact number is another one each time: it depends on who learns first that nothing is left. */
const about = (messages: number): number => 2 ** Math.floor(Math.log2(messages));

const skies = {
  band: 'the Milky Way is shared by all workers',
  edge: 'the Milky Way is shared also where it is the first to be seen',
  oneRow: 'a comet keeps one worker, and the others do the rest',
  alone: 'a single worker counts everything',
} as const;

for (const scenario of ['band', 'edge', 'oneRow', 'alone'] as const) {
  check(skies[scenario], async ({ measure }) => {
    const run = await measure(scenario);
    run.holds(({ ranges }) => ranges.length > 0, {
      kind: 'wrong-result',
      message: 'countStars from stars.ts was never called.',
      why: 'The counting must be done with the function that is given.',
    });
    run.holds(({ ranges }) => ranges.every(({ main }) => !main), {
      kind: 'blocked-loop',
      message: 'The main thread counted rows itself.',
      why: 'While it counts, its event loop stands still, and nobody hands out anything.',
      expected: 'countStars is called on worker threads only',
      got: ({ ranges }) => `${ranges.filter(({ main }) => main).length} call(s) on the main thread`,
    });
    run.holds(({ started, workers }) => started >= workers, {
      kind: 'not-parallel',
      message: ({ started, workers }) =>
        `Only ${started} worker thread(s) were started where ${workers} were asked for.`,
      why: 'A worker uses one core. The others have nothing to do.',
      expected: ({ workers }) => `${workers} started`,
      got: ({ started }) => `${started} started`,
    });
    run.holds(({ peak, workers }) => peak >= workers, {
      kind: 'not-parallel',
      message: ({ peak }) => `Never more than ${peak} worker(s) counted at the same time.`,
      why: 'A worker is started, or gets its rows, only when another one is through.',
      expected: ({ workers }) => `${workers} workers inside countStars together`,
      got: ({ peak }) => `${peak} at most`,
    });
    run.holds(({ started, workers }) => started === workers, {
      kind: 'wrong-result',
      message: ({ started, workers }) => `${started} worker thread(s) were started where ${workers} were asked for.`,
      why: 'The caller chooses how many cores the counting may take.',
      expected: ({ workers }) => `${workers} started`,
      got: ({ started }) => `${started} started`,
    });
    run.holds(({ ranges, rows }) => miscounted(ranges, rows) === 0, {
      kind: 'wrong-result',
      message: ({ ranges, rows }) => `${miscounted(ranges, rows)} of ${rows} rows were not counted exactly once.`,
      why: 'The ranges given to countStars leave gaps, or overlap. Row `to` itself is not counted.',
    });
    run.holds(({ ranges, rows }) => ranges.every(({ to }) => to <= rows), {
      kind: 'wrong-result',
      message: ({ rows }) => `The picture has ${rows} rows, and rows beyond were counted, too.`,
      expected: ({ rows }) => `no range ends beyond ${rows}`,
      got: ({ ranges }) => `a range that ends at ${Math.max(...ranges.map(({ to }) => to))}`,
    });
    run.holds(({ messages, rows }) => messages <= rows / rowsAMessage, {
      kind: 'over-serialised',
      message: ({ messages, rows }) => `Counting ${rows} rows took more than ${about(messages)} messages.`,
      why: 'Each is copied, queued and waits for a thread to wake up, which takes longer than a dark row.',
      expected: ({ rows }) => `at most ${Math.floor(rows / rowsAMessage)}`,
      got: ({ messages }) => `more than ${about(messages)}`,
    });
    run.holds(({ span }) => span <= 1.5, {
      kind: 'not-parallel',
      message: 'Workers had nothing to do while others still counted.',
      why: 'Many rows, or a heavy one and others, were tied to one worker, or to a round, before it was known what was in them.',
      expected: 'at most 1.5 times as long as the best sharing takes',
      got: ({ span }) => (span > 2 ? 'more than twice as long' : 'longer'),
    });
    run.holds(({ total, expected }) => total === expected, {
      kind: 'wrong-result',
      message: 'countStars was called for every row, but the total is wrong.',
      why: 'Its answers are not added up as they should be, or it was given other pixels than those of the picture.',
      expected: ({ expected }) => `${expected} stars`,
      got: ({ total, expected }) => amounts([total], [expected]),
    });
    run.holds(({ alive }) => alive === 0, {
      kind: 'leak',
      message: ({ alive }) => `${alive} worker thread(s) still ran when the result had long been there.`,
      why: 'A worker that listens for messages never ends by itself.',
      expected: 'none left',
      got: ({ alive }) => `${alive} left`,
    });
  });
}

check('each call counts its own picture', async ({ measure }) => {
  const run = await measure('night');
  run.holds(({ atFirst, later }) => atFirst === 2 * later, {
    kind: 'wrong-result',
    message: ({ atFirst, later }) =>
      `Two calls started ${atFirst} worker thread(s), and a third like them started ${later}.`,
    why: 'Something was kept from an earlier call. Each call starts as many as it is asked for.',
    expected: ({ atFirst }) => `${atFirst / 2} started`,
    got: ({ later }) => `${later} started`,
  });
  run.holds(({ totals, expected }) => isDeepStrictEqual(totals, expected), {
    kind: 'wrong-result',
    message: 'Two pictures were counted at the same time, then the first again, and not all totals are right.',
    why: "Calls that share a variable outside of the function get in each other's way.",
    expected: ({ expected }) => expected.join(', '),
    got: ({ totals, expected }) => amounts(totals, expected),
  });
});

// Before the next: who awaits one worker after the other is told of it here each time, there by chance.
check('failures in several workers reject the promise', async ({ measure }) => {
  const run = await measure('overcast');
  run.holds(({ text }) => text === 'RangeError: the counter has jammed', {
    kind: 'wrong-result',
    message: 'countStars threw in both workers, and the caller was not told.',
    expected: 'a rejection with RangeError: the counter has jammed',
    got: ({ text }) => text,
  });
});

check('a failure in one worker rejects the promise, too', async ({ measure }) => {
  const run = await measure('clouded');
  run.holds(({ state, text }) => state === 'rejected' && text === 'RangeError: the counter has jammed', {
    kind: 'wrong-result',
    message: ({ state }) =>
      `countStars threw in one worker, and the caller was ${state === 'rejected' ? 'told of another error' : 'not told'}.`,
    why: "A worker's error does not travel to the caller by itself.",
    expected: 'a rejection with RangeError: the counter has jammed',
    got: ({ state, text }) => (state === 'rejected' ? `a rejection with ${text}` : `a result: ${text}`),
  });
  run.holds(({ alive }) => alive === 0, {
    kind: 'leak',
    message: ({ alive }) => `After a failure ${alive} worker thread(s) were left running.`,
    why: 'An error leaves by another way than a result; whoever still waits for rows is passed by.',
    expected: 'none left',
    got: ({ alive }) => `${alive} left`,
  });
});
