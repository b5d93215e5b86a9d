import { checks, counted, crew, type Conditions } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Pool = {
  readonly workers: number;
  readonly started: number;
  readonly alive: number;
  readonly closes: boolean;
  readonly refusal: string | null;
  readonly early: number;
};

async function fewThreads(run: Conditions<Pool>): Promise<void> {
  await run.atMost('started', ({ workers }) => workers, {
    message: ({ limit, got }) => `A pool of ${limit} started ${got} threads.`,
    expected: ({ limit }) => `at most ${limit}, used again and again`,
    got: ({ got }) => `${got} started`,
  });
}

/** @param then the story, if `close` did not settle */
async function closes(run: Conditions<Pool>, then = 'No photo was left to be done'): Promise<void> {
  await run.never(({ refusal }) => refusal !== null && { refusal }, {
    kind: 'wrong-result',
    message: ({ refusal }) => `close was called, and rejected with ${refusal}.`,
    expected: 'it resolves',
    got: ({ refusal }) => `rejected with ${refusal}`,
  });
  await run.never((outcome) => !outcome.closes && outcome, {
    kind: 'stuck',
    message: `${then}, and the promise that close returned never settled.`,
    expected: 'it resolves',
    got: ({ alive }) => `pending; ${counted(alive, 'thread')} still running`,
  });
  await crew.ended(run, 'after the pool was closed');
  await run.atMost('early', 0, {
    message: ({ got }) => `close had resolved, and ${got} of the pool’s threads still ran.`,
    expected: 'none runs any more',
    got: ({ got }) => `${got} still ran`,
  });
}

const allSettled = 'All calls of run had settled when close was called';

const photos = (count: number, first = 0): readonly string[] =>
  Array.from({ length: count }, (_, id) => `resolved to the thumbnail of photo ${first + id}`);

const isTorn = (photo: string): string => `rejected with an Error: photo ${photo} pixels`;

/** The first call of `run` that did not end as it should. */
type Odd = { readonly call: number; readonly due: string; readonly got: string };

/**
 * How each call of `run` must end; a call that never settles is reported before others.
 *
 * @param told words for the story so far, and for the call
 */
async function ends(
  run: Conditions<{ ends: readonly string[] }>,
  expected: readonly string[],
  told = (call: number): string => `run(photo ${call})`,
): Promise<void> {
  const odd = (got: readonly string[], is: (end: string | undefined, due: string) => boolean): Odd | false => {
    const call = expected.findIndex((due, index) => is(got[index], due));
    return call >= 0 && { call, due: expected[call] ?? '', got: got[call] ?? 'nothing' };
  };
  const words = {
    message: ({ call, got }: Odd) => `${told(call)} ${got}.`,
    expected: ({ due }: Odd) => due,
    got: ({ got }: Odd) => got,
  };
  await run.never((outcome) => odd(outcome.ends, (end) => end === 'never settled'), { kind: 'stuck', ...words });
  await run.never((outcome) => odd(outcome.ends, (end, due) => end !== due), { kind: 'wrong-result', ...words });
}

check('all workers are busy as long as there is something to do', async ({ measure }) => {
  const run = await measure('busy');
  await run.never(({ ids }) => ids.length === 0, {
    kind: 'wrong-result',
    message: 'makeThumbnail from thumbnail.ts was never called.',
  });
  await run.atMost('onMain', 0, {
    kind: 'blocked-loop',
    message: 'The main thread shrank photos itself.',
    expected: 'makeThumbnail is called on worker threads only',
    got: ({ got }) => `${counted(got, 'call')} on the main thread`,
  });
  await fewThreads(run);
  await run.never((outcome) => outcome.peak < outcome.workers && outcome, {
    kind: 'not-parallel',
    message: ({ peak, workers }) => `Never more than ${peak} of ${workers} workers shrank a photo at the same time.`,
    expected: ({ workers }) => `${workers} photos at once`,
    got: ({ peak }) => `${peak} at most`,
  });
  await ends(run, photos(12));
  await run.never((outcome) => outcome.span > 1.5 && outcome, {
    kind: 'not-parallel',
    message: ({ short, workers }) =>
      short
        ? `Some photos had not been begun, and fewer than ${workers} were being shrunk.`
        : 'The photos took longer than they need.',
    expected: 'at most 1.5 times the time that evenly loaded workers take',
    got: ({ span }) => (span > 2 ? 'more than twice as long' : 'longer'),
  });
  await closes(run, allSettled);
  await run.never(({ held }) => held !== '' && { held }, {
    kind: 'leak',
    message: ({ held }) => `close had resolved, and something still kept the process alive: ${held}.`,
    expected: 'nothing',
    got: ({ held }) => held,
  });
  await run.never(({ byTimer }) => byTimer > 0, {
    kind: 'not-parallel',
    message: 'A photo was sent off in a turn of the event loop that a timer began.',
    expected: 'photos are handed on by those who are through, not by a timer',
  });
});

/** The first photo that was begun too early, and the one that had waited longest of those that it passed. */
function overtaken(calls: readonly number[]) {
  const ids = [...new Set(calls)];
  const at = ids.findIndex((id, index) => ids.slice(index + 1).some((other) => other < id));
  return at >= 0 && { later: ids[at] ?? 0, earlier: Math.min(...ids.slice(at + 1)), ids };
}

check('photos are begun in their order, now and later', async ({ measure }) => {
  const run = await measure('single');
  await fewThreads(run);
  await ends(run, [...photos(7), isTorn('7 is torn: 39 of 40')]);
  await run.never(({ ids }) => overtaken(ids), {
    kind: 'starvation',
    message: ({ later, earlier }) => `Photo ${later} was begun before photo ${earlier}, which had come in earlier.`,
    expected: '0, 1, 2, 3, 4, 5, 6, 7',
    got: ({ ids }) => ids.join(', '),
  });
  await run.atMost('moreListeners', 0, {
    kind: 'leak',
    message: ({ got }) =>
      `A photo and a torn one were done, and their worker had ${counted(got, 'listener')} more than before.`,
    expected: 'as many as before the two',
    got: ({ got }) => `${got} more`,
  });
  await closes(run, allSettled);
});

check('a photo that cannot be shrunk is nobody else’s business', async ({ measure }) => {
  const torn = ['79 of 80', '119 of 120', '159 of 160'];
  const run = await measure('torn');
  await ends(run, [...torn.map((pixels, id) => isTorn(`${id} is torn: ${pixels}`)), ...photos(3, 3)]);
  await run.atMost('started', ({ workers }) => workers, {
    message: ({ limit, got }) => `Three of six photos were torn, and a pool of ${limit} started ${got} threads.`,
    expected: ({ limit }) => `at most ${limit}: a torn photo costs no worker`,
    got: ({ got }) => `${got} started`,
  });
  await closes(run, allSettled);
});

check('closing lets everything be done that was handed in', async ({ measure }) => {
  const run = await measure('closed');
  await ends(run, photos(6));
  await run.never(({ late }) => !late.startsWith('rejected with an Error') && { late }, {
    kind: 'wrong-result',
    message: ({ late }) => `A photo was handed in after close, and run ${late}.`,
    expected: 'run rejects with an Error',
    got: ({ late }) => late,
  });
  await run.atMost('lateWork', 0, {
    message: 'A photo that was handed in after close was shrunk all the same.',
    expected: 'makeThumbnail is called for the 6 photos from before',
    got: 'a call for one from after it',
  });
  await run.never((outcome) => !outcome.closes && outcome, {
    kind: 'stuck',
    message: 'All six photos were done, and the promise that close returned never settled.',
    expected: 'it resolves',
    got: ({ alive }) => `pending; ${counted(alive, 'thread')} still running`,
  });
  await run.never(({ settledBefore }) => settledBefore < 6 && { settledBefore }, {
    kind: 'wrong-result',
    message: ({ settledBefore }) => `close resolved when ${settledBefore} of the 6 promises of run had settled.`,
    expected: '6 have settled by then',
    got: ({ settledBefore }) => String(settledBefore),
  });
  await fewThreads(run);
  await closes(run);
  const quiet = await measure('halfIdle');
  await ends(quiet, photos(3));
  await fewThreads(quiet);
  await closes(quiet);
});

const ordinals = ['first', 'second', 'third'];

check('a thumbnail is that of the photo that was handed in', async ({ measure }) => {
  const house = 'resolved to photo 7, 2 wide, grey 8';
  const run = await measure('twins');
  await run.never(({ became }) => became, {
    kind: 'wrong-result',
    message: 'A photo was handed in, and it did not stay as it was.',
    expected: 'the same photo afterwards',
    got: (became) => became,
  });
  await ends(
    run,
    [house, 'resolved to photo 7, 4 wide, grey 99', house],
    (call) =>
      `A photo was handed in, another with the same id, whose pixels are part of a larger buffer, then the first again. The ${ordinals[call]} call of run`,
  );
  await fewThreads(run);
  await closes(run);
});

/** How many photos each of the two pools is given. */
const handedIn = [2, 1] as const;

check('a second pool is as good as the first', async ({ measure }) => {
  const run = await measure('branches');
  await ends(run, photos(4));
  await run.atMost('started', ({ workers }) => workers, {
    message: ({ got }) => `Two pools of one worker each, one after the other, started ${got} threads.`,
    expected: 'at most one for each pool, used again and again',
    got: ({ got }) => `${got} started`,
  });
  await closes(run);
  const side = await measure('neighbours');
  await ends(side, photos(3));
  await side.atMost('started', ({ workers }) => workers, {
    message: ({ got }) => `Two pools of one worker each, open at the same time, started ${got} threads.`,
    expected: 'at most one for each pool, used again and again',
    got: ({ got }) => `${got} started`,
  });
  await closes(side);
  await side.never(
    ({ atClose }) =>
      atClose.map((settled, pool) => ({ settled, pool })).find(({ settled, pool }) => settled < handedIn[pool]!),
    {
      kind: 'wrong-result',
      message: ({ settled, pool }) =>
        `Two pools were open at the same time. close of the ${ordinals[pool]} resolved when ${settled} of its ${counted(handedIn[pool]!, 'photo')} had settled.`,
      expected: 'all photos that were handed in before',
      got: ({ settled }) => String(settled),
    },
  );
});

check('a pool that nobody used closes, too', async ({ measure }) => {
  const run = await measure('unused');
  await fewThreads(run);
  await closes(run, 'No photo had been handed in when close was called');
});
