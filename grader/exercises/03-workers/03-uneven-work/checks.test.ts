import { checks } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Range = { readonly main: boolean; readonly from: number; readonly to: number };

/** Rows that the ranges do not hold exactly once. */
function miscounted(ranges: readonly Range[], rows: number): number {
  const times = new Uint8Array(rows);
  for (const { from, to } of ranges) for (let row = Math.max(from, 0); row < Math.min(to, rows); row += 1) times[row]! += 1;
  return times.filter((count) => count !== 1).length;
}

const rowsAMessage = 4;

const skies = {
  band: 'the Milky Way is shared by all workers',
  oneRow: 'a comet keeps one worker, and the others do the rest',
  alone: 'a single worker counts everything',
} as const;

for (const scenario of ['band', 'oneRow', 'alone'] as const) {
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
      message: ({ messages, rows }) => `Counting ${rows} rows took ${messages} messages.`,
      why: 'Each is copied, queued and waits for a thread to wake up, which takes longer than a dark row.',
      expected: ({ rows }) => `at most ${Math.floor(rows / rowsAMessage)}`,
      got: ({ messages }) => String(messages),
    });
    run.holds(({ span }) => span <= 1.5, {
      kind: 'not-parallel',
      message: 'Workers had nothing to do while others still counted.',
      why: 'Rows were tied to a worker, or to a round, before anybody knew how much work was in them.',
      expected: 'at most 1.5 times as long as the best sharing takes',
      got: ({ span }) => `${span.toFixed(1)} times`,
    });
    run.holds(({ total, expected }) => total === expected, {
      kind: 'wrong-result',
      message: 'Every row was counted, but the total is wrong.',
      why: 'What the workers answer is not added up as it should be.',
      expected: ({ expected }) => `${expected} stars`,
      got: ({ total }) => String(total),
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

check('a failure in one worker rejects the promise', async ({ measure }) => {
  const run = await measure('clouded');
  run.holds(({ state, text }) => state === 'rejected' && text === 'RangeError: the counter has jammed', {
    kind: 'wrong-result',
    message: 'countStars threw in one worker, and the caller was not told.',
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
