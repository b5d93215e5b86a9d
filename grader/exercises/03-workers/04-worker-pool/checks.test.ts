import { isDeepStrictEqual } from 'node:util';
import { checks, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Crew = { readonly workers: number; readonly started: number; readonly alive: number; readonly closes: boolean };

const fewThreads = ({ started, workers }: Crew): boolean => started <= workers;
const tooManyThreads = {
  kind: 'not-parallel',
  message: ({ started, workers }) => `A pool of ${workers} started ${started} threads.`,
  why: 'Each takes milliseconds and megabytes to start; more than there are cores only get in the way.',
  expected: ({ workers }) => `at most ${workers}, used again and again`,
  got: ({ started }) => `${started} started`,
} satisfies Judgement<Crew>;

const left = {
  kind: 'leak',
  message: ({ alive }) => `The pool was closed, and ${alive} of its threads still ran.`,
  why: 'A worker that listens for messages waits for ever, and keeps the process alive.',
  expected: 'none left',
  got: ({ alive }) => `${alive} left`,
} satisfies Judgement<Crew>;

const neverCloses = {
  kind: 'stuck',
  message: 'The promise of close never settles, though nothing is left to be done.',
  why: 'It waits for something that has happened already, or that will not happen again.',
  expected: 'it resolves',
  got: ({ alive }) => `pending for ever; ${alive} thread(s) wait for photos`,
} satisfies Judgement<Crew>;

const photos = (count: number, first = 0): readonly string[] =>
  Array.from({ length: count }, (_, id) => `photo ${first + id}`);
const inOrder = (ids: readonly number[]): boolean =>
  ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? 0));

/** What the first run that ended differently gave. */
function firstOdd(ends: readonly string[], expected: readonly string[]): { expected: string; got: string } {
  const odd = ends.findIndex((end, index) => end !== expected[index]);
  return { expected: `run(photo ${odd}): ${expected[odd] ?? ''}`, got: ends[odd] ?? 'nothing' };
}

check('all workers are busy as long as there is something to do', async ({ measure }) => {
  const run = await measure('busy');
  run.holds(({ ids }) => ids.length > 0, {
    kind: 'wrong-result',
    message: 'makeThumbnail from thumbnail.ts was never called.',
    why: 'What a thumbnail looks like is decided by the agency, in its function.',
  });
  run.holds(({ onMain }) => onMain === 0, {
    kind: 'blocked-loop',
    message: 'The main thread shrank photos itself.',
    why: 'While it computes, its event loop stands still: the website answers nobody.',
    expected: 'makeThumbnail is called on worker threads only',
    got: ({ onMain }) => `${onMain} call(s) on the main thread`,
  });
  run.holds(fewThreads, tooManyThreads);
  run.holds(({ peak, workers }) => peak >= workers, {
    kind: 'not-parallel',
    message: ({ peak, workers }) => `Never more than ${peak} of ${workers} workers had a photo at the same time.`,
    why: 'Photos waited for one that was being worked on, though workers were, or could have been, idle.',
    expected: ({ workers }) => `${workers} photos at once`,
    got: ({ peak }) => `${peak} at most`,
  });
  run.holds(({ ends, photos: count }) => isDeepStrictEqual(ends, photos(count)), {
    kind: 'wrong-result',
    message: 'run did not resolve to the thumbnail of its own photo.',
    why: 'Workers do not finish in the order in which they were given their photos.',
    expected: ({ ends, photos: count }) => firstOdd(ends, photos(count)).expected,
    got: ({ ends, photos: count }) => firstOdd(ends, photos(count)).got,
  });
  run.holds(({ span }) => span <= 1.5, {
    kind: 'not-parallel',
    message: 'A photo waited while a worker was idle.',
    why: 'It was tied to a worker, or to a group of photos, before anybody knew who would be free first.',
    expected: 'at most 1.5 times the time that evenly loaded workers take',
    got: ({ span }) => (span > 2 ? 'more than twice as long' : 'longer'),
  });
  run.holds(({ timers }) => timers === 0, {
    kind: 'not-parallel',
    message: 'Photos waited for a timer, and workers were idle until it went off.',
    why: 'Who looks from time to time is late each time; a worker that is through tells so itself.',
    expected: 'no timer goes off while photos wait',
    got: 'a timer went off, and then a photo was handed on',
  });
  run.holds(({ closes }) => closes, neverCloses);
  run.holds(({ alive }) => alive === 0, left);
  run.holds(({ held }) => held === '', {
    kind: 'leak',
    message: ({ held }) => `The pool was closed, and something still keeps the process alive: ${held}.`,
    why: 'Its threads have ended; what it set up on the main thread has not.',
    expected: 'nothing',
    got: ({ held }) => held,
  });
});

check('photos are begun in their order, now and later', async ({ measure }) => {
  const expected = [...photos(7), 'photo 7 is torn: 39 of 40 pixels'];
  const run = await measure('single');
  run.holds(fewThreads, tooManyThreads);
  run.holds(({ ends }) => isDeepStrictEqual(ends, expected), {
    kind: 'wrong-result',
    message: 'A pool of one worker did not do all that it was given.',
    why: 'Photos came in while the worker was busy, and when it had become idle another one, and a torn one.',
    expected: ({ ends }) => firstOdd(ends, expected).expected,
    got: ({ ends }) => firstOdd(ends, expected).got,
  });
  run.holds(({ ids }) => inOrder(ids), {
    kind: 'starvation',
    message: 'A photo that came in later was begun earlier.',
    why: 'Under load new photos never cease to come, and those that others are preferred to wait for ever.',
    expected: '0, 1, 2, 3, 4, 5, 6, 7',
    got: ({ ids }) => ids.join(', '),
  });
  run.holds(({ moreListeners }) => moreListeners <= 0, {
    kind: 'leak',
    message: ({ moreListeners }) =>
      `A photo and a torn one were done, and ${moreListeners} listener(s) more were left on their worker.`,
    why: 'A worker that is used again keeps all of them, and calls them for each later photo, too.',
    expected: 'as many as before the two',
    got: ({ moreListeners }) => `${moreListeners} more`,
  });
  run.holds(({ closes }) => closes, neverCloses);
  run.holds(({ alive }) => alive === 0, left);
});

check('a photo that can not be shrunk is nobody else’s business', async ({ measure }) => {
  const torn = ['79 of 80', '119 of 120', '159 of 160'];
  const expected = torn.map((pixels, id) => `photo ${id} is torn: ${pixels} pixels`).concat(photos(3, 3));
  const run = await measure('torn');
  run.holds(({ ends }) => isDeepStrictEqual(ends, expected), {
    kind: 'wrong-result',
    message: 'The photos 0 to 2 are torn; not all promises told what became of their own photo.',
    why: 'What a worker throws does not reach the promise by itself, and may end the worker.',
    expected: ({ ends }) => firstOdd(ends, expected).expected,
    got: ({ ends }) => firstOdd(ends, expected).got,
  });
  run.holds(fewThreads, {
    ...tooManyThreads,
    why: 'A worker that goes on after a photo that can not be shrunk needs nobody to take its place.',
  });
  run.holds(({ closes }) => closes, neverCloses);
  run.holds(({ alive }) => alive === 0, left);
});

check('closing lets everything be done that was handed in', async ({ measure }) => {
  const run = await measure('closed');
  run.holds(({ ends }) => isDeepStrictEqual(ends, photos(6)), {
    kind: 'wrong-result',
    message: 'close was called while photos waited, and not all of them were done.',
    why: 'They had been accepted; whoever handed them in awaits their thumbnails.',
    expected: ({ ends }) => firstOdd(ends, photos(6)).expected,
    got: ({ ends }) => firstOdd(ends, photos(6)).got,
  });
  run.holds(({ late, worked }) => !/^photo|instead of/.test(late) && worked === 6, {
    kind: 'wrong-result',
    message: 'A photo was handed in after close, and the pool did not refuse it.',
    why: 'Workers that always get more to do can never end.',
    expected: 'run rejects with an Error, and makeThumbnail is not called',
    got: ({ late }) => late,
  });
  run.holds(({ closes }) => closes, neverCloses);
  run.holds(({ settledBefore }) => settledBefore === 6, {
    kind: 'wrong-result',
    message: 'close resolved before everything was done.',
    why: 'Whoever awaits it goes on to delete the photos, or to end the process.',
    expected: '6 promises have settled by then',
    got: ({ settledBefore }) => String(settledBefore),
  });
  run.holds(fewThreads, tooManyThreads);
  run.holds(({ alive }) => alive === 0, left);
});

check('a thumbnail is that of the photo that was handed in', async ({ measure }) => {
  const house = 'photo 7, 2 wide, grey 8';
  const expected = [house, 'photo 7, 4 wide, grey 99', house];
  const run = await measure('twins');
  run.holds(({ ends }) => isDeepStrictEqual(ends, expected), {
    kind: 'wrong-result',
    message: 'A photo was handed in, another with the same id, then the first again: not all got their thumbnail.',
    why: 'An id may be used twice, and a photo still belongs to whoever handed it in.',
    expected: expected.join('; '),
    got: ({ ends }) => ends.join('; '),
  });
  run.holds(fewThreads, tooManyThreads);
  run.holds(({ closes }) => closes, neverCloses);
  run.holds(({ alive }) => alive === 0, left);
});

check('a second pool is as good as the first', async ({ measure }) => {
  const run = await measure('branches');
  run.holds(({ ends }) => isDeepStrictEqual(ends, photos(4)), {
    kind: 'wrong-result',
    message: 'A pool was used and closed; after that another one did not do all that it was given.',
    why: 'Each pool has its own workers, queue and end.',
    expected: ({ ends }) => firstOdd(ends, photos(4)).expected,
    got: ({ ends }) => firstOdd(ends, photos(4)).got,
  });
  run.holds(fewThreads, {
    ...tooManyThreads,
    message: ({ started }) => `Two pools of one worker each, one after the other, started ${started} threads.`,
    expected: 'at most one for each pool, used again and again',
  });
  run.holds(({ closes }) => closes, neverCloses);
  run.holds(({ alive }) => alive === 0, left);
});

check('a pool that nobody used closes, too', async ({ measure }) => {
  const run = await measure('unused');
  run.holds(fewThreads, tooManyThreads);
  run.holds(({ closes }) => closes, neverCloses);
  run.holds(({ alive }) => alive === 0, left);
});
