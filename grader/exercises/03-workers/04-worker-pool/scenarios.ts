import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { MessagePort, type Worker } from 'node:worker_threads';
import { inWords, real, watchTimerTurns, type RealStage } from '../../../harness/scenario.ts';
import type * as Pool from '../../../../exercises/03-workers/04-worker-pool/pool.ts';
import type { Photo } from '../../../../exercises/03-workers/04-worker-pool/thumbnail.ts';

/** A photo with `columns` columns of 40 pixels; a torn one lacks its last pixel. */
function photo(id: number, columns: number, torn = false): Photo {
  const pixels = new Uint8Array(columns * 40 - (torn ? 1 : 0)).fill(id + 1);
  return { id, width: columns, height: 40, pixels };
}

const workOf = (photos: readonly Photo[]): number => photos.reduce((sum, { width, height }) => sum + width * height, 0);

type Thumbnail = { id: number; width: number; pixels: Uint8Array };

/** Which photo a thumbnail shows, as a text. */
const whose = ({ id, pixels }: Thumbnail): string =>
  pixels.every((grey) => grey === id + 1)
    ? `the thumbnail of photo ${id}`
    : `a thumbnail with the id ${id}, and with pixels that are not those of photo ${id}`;

/** How a call of `run` ended, in words that follow `run` in a sentence. */
async function ending(run: () => Promise<Thumbnail>, inWordsOf: typeof whose = whose): Promise<string> {
  let promise: Promise<Thumbnail | undefined>;
  try {
    promise = run();
  } catch (error) {
    return `threw ${inWords(error)} and returned no promise`;
  }
  try {
    const thumbnail = await promise;
    return `resolved to ${thumbnail?.pixels ? inWordsOf(thumbnail) : inWords(thumbnail)}`;
  } catch (error) {
    return error instanceof Error ? `rejected with an Error: ${error.message}` : `rejected with ${inWords(error)}`;
  }
}

/**
 * Whether `close` settles, and what it rejected with; how many threads still ran when it resolved, how many were
 * started, and how many are left.
 */
async function ended(closing: Promise<unknown>, { answered, running, threads }: RealStage) {
  let early = 0;
  let refusal: string | null = null;
  const told = closing.then(
    () => (early = running()),
    (error: unknown) => (refusal = inWords(error)),
  );
  const closes = await answered(told);
  const { started, alive } = await threads();
  return { started, alive, closes, early, refusal: refusal as string | null };
}

/** Some turns of the event loop, enough for promises to settle that can. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await nextTurn();
}

/** Whether a message has a photo's pixels in it. */
function holdsPixels(message: unknown, depth = 0): boolean {
  if (typeof message !== 'object' || message === null || depth > 4) return false;
  if (ArrayBuffer.isView(message) || message instanceof ArrayBuffer || message instanceof SharedArrayBuffer) {
    return message.byteLength >= 40;
  }
  return Object.values(message).some((part) => holdsPixels(part, depth + 1));
}

type Post = (this: unknown, message: unknown, ...rest: unknown[]) => unknown;

/**
 * Counts the photos that the main thread posts in turns of the event loop that a timer began: a pool that polls hands
 * on photos in no others. Whatever else a timer of the pool does is allowed.
 * @returns ends the counting, and gives the number
 */
function countPostedByTimer(): () => number {
  const timerTurns = watchTimerTurns();
  let posted = 0;
  const prototype = MessagePort.prototype as unknown as { postMessage: Post };
  const { postMessage } = prototype;
  // A worker's `postMessage` calls this one.
  prototype.postMessage = function (message, ...rest) {
    if (timerTurns.isOne() && holdsPixels(message)) posted += 1;
    return Reflect.apply(postMessage, this, [message, ...rest]);
  };
  return () => {
    timerTurns.end();
    prototype.postMessage = postMessage;
    return posted;
  };
}

const loadPool = async ({ load }: RealStage) => load<typeof Pool>('pool.ts');

/**
 * A large photo in front of two small ones, again and again: a pool that deals photos out in advance gives one worker
 * all the large ones. The first three are not done at the same time.
 */
const monday = [16, 1, 2, 19, 2, 2, 16, 1, 1, 1, 1, 1].map((columns, id) => photo(id, columns));

export const busy = real('twelve photos of all sizes', async (stage) => {
  const workers = 3;
  const units = workOf(monday);
  const meter = stage.meter({ pace: { workers, units } });
  const { ThumbnailPool } = await loadPool(stage);
  const before = stage.resources();
  const postedByTimer = countPostedByTimer();
  const pool = new ThumbnailPool(workers);
  const ends = await Promise.all(monday.map((each) => ending(() => pool.run(each))));
  const byTimer = postedByTimer();
  const end = await ended(pool.close(), stage);
  const held = Object.keys(await stage.leftovers(before));
  const calls = meter.calls();
  return {
    workers,
    // Listeners on the process, and files, keep nothing alive.
    held: held.filter((name) => !/^listeners on|^open files/.test(name)).join(', '),
    photos: monday.length,
    ...end,
    ends,
    byTimer,
    peak: meter.peak(),
    short: meter.short(),
    onMain: calls.filter(({ thread }) => thread === 0).length,
    ids: calls.map(({ from }) => from),
    /** 1 is as fast as three workers can be. */
    span: (meter.span() * workers) / units,
  };
});

export const single = real('five photos for one worker', async (stage) => {
  const meter = stage.meter(1);
  const crew: Worker[] = [];
  process.on('worker', (worker) => crew.push(worker));
  const listeners = async (): Promise<number> => {
    await turns();
    return crew
      .flatMap((worker) => worker.eventNames().map((event) => worker.listenerCount(event)))
      .reduce((sum, n) => sum + n, 0);
  };
  const { ThumbnailPool } = await loadPool(stage);
  const pool = new ThumbnailPool(1);
  const hand = (id: number, columns: number): Promise<string> => ending(() => pool.run(photo(id, columns)));
  const first = hand(0, 2);
  // Comes at the moment when the worker has finished the first, and must still be last.
  const last = first.then(() => hand(5, 1));
  const ends = await Promise.all([first, ...[5, 1, 4, 3].map((columns, index) => hand(index + 1, columns)), last]);
  // The pool is idle now, and must still work.
  const before = await listeners();
  ends.push(await hand(6, 1), await ending(() => pool.run(photo(7, 1, true))));
  const moreListeners = (await listeners()) - before;
  const end = await ended(pool.close(), stage);
  return { workers: 1, ...end, ends, moreListeners, ids: meter.calls().map(({ from }) => from) };
});

/** Of different sizes, so that it is certain which of two photos in progress together fails first. */
const afternoon = [2, 3, 4, 2, 3, 4].map((columns, id) => photo(id, columns, id < 3));

export const torn = real('three torn photos, then three whole ones', async (stage) => {
  const workers = 2;
  stage.meter({ pace: { workers, units: workOf(afternoon) } });
  const { ThumbnailPool } = await loadPool(stage);
  const pool = new ThumbnailPool(workers);
  const ends = await Promise.all(afternoon.map((each) => ending(() => pool.run(each))));
  return { workers, ends, ...(await ended(pool.close(), stage)) };
});

/** The first photo is not the first to be done. */
const evening = [3, 2, 4, 3, 2, 3].map((columns, id) => photo(id, columns));

export const closed = real('closed while photos wait', async (stage) => {
  const workers = 2;
  // More work than there is: the last photo, too, is held until nothing else can happen.
  const meter = stage.meter({ pace: { workers, units: workOf(evening) + 1 } });
  const { ThumbnailPool } = await loadPool(stage);
  const pool = new ThumbnailPool(workers);
  let settled = 0;
  let settledBefore = 0;
  const runs = evening.map(async (each) => {
    const end = await ending(() => pool.run(each));
    settled += 1;
    return end;
  });
  const closing = pool.close().then(async () => {
    await nextTurn();
    settledBefore = settled;
  });
  const late = await ending(() => pool.run(photo(99, 1)));
  const ends = await atLast(runs, stage);
  const end = await ended(closing, stage);
  const lateWork = meter.calls().filter(({ from }) => from === 99).length;
  return { workers, ...end, ends, late, settledBefore, lateWork };
});

export const halfIdle = real('closed while one of two workers is idle', async (stage) => {
  const workers = 2;
  stage.meter(2);
  const { ThumbnailPool } = await loadPool(stage);
  const pool = new ThumbnailPool(workers);
  const hand = async (id: number): Promise<string> => ending(() => pool.run(photo(id, 2)));
  // Both threads have worked: they are started, and idle.
  const ends = await Promise.all([hand(0), hand(1)]);
  const last = hand(2);
  const end = await ended(pool.close(), stage);
  return { workers, ...end, ends: [...ends, ...(await atLast([last], stage))] };
});

/** How these calls ended; when nothing else can happen, what has not settled never will. */
async function atLast(runs: readonly Promise<string>[], { answered }: RealStage): Promise<readonly string[]> {
  return await Promise.all(runs.map(async (run) => ((await answered(run)) ? await run : 'never settled')));
}

/** What a thumbnail shows, including the photo that it names. */
const look = ({ id, width, pixels }: Thumbnail): string => `photo ${id}, ${width} wide, grey ${pixels[0] ?? 'nowhere'}`;

/** What has become of a photo that should have stayed unchanged. */
function become(after: Photo, before: Photo): string | null {
  if (isDeepStrictEqual(after, before)) return null;
  return after.pixels?.length === 0 ? 'a photo without pixels' : 'another photo';
}

export const twins = real('the same photo twice, and another of the same number', async (stage) => {
  // A single worker sees all the photos.
  const workers = 1;
  stage.meter(1);
  const { ThumbnailPool } = await loadPool(stage);
  const pool = new ThumbnailPool(workers);
  const house = photo(7, 8);
  // Part of a larger buffer, as data read from a file often is.
  const part = new Uint8Array(new ArrayBuffer(20 * 40), 40, 16 * 40);
  const garden = { ...photo(7, 16), pixels: part.fill(99) };
  const before = structuredClone(house);
  const runs = [house, garden, house].map(async (each) => await ending(() => pool.run(each), look));
  const end = await ended(pool.close(), stage);
  const ends = await atLast(runs, stage);
  return { workers, ...end, ends, became: become(house, before) };
});

export const branches = real('a pool, and later another', async (stage) => {
  stage.meter(1);
  const { ThumbnailPool } = await loadPool(stage);
  const ends: string[] = [];
  let closes = true;
  let alive = 0;
  let early = 0;
  let started = 0;
  let refusal: string | null = null;
  for (const first of [0, 2]) {
    const pool = new ThumbnailPool(1);
    const runs = [first, first + 1].map(async (id) => await ending(() => pool.run(photo(id, 2))));
    const end = await ended(pool.close(), stage);
    ends.push(...(await atLast(runs, stage)));
    closes &&= end.closes;
    early += end.early;
    refusal ??= end.refusal;
    ({ alive, started } = end);
  }
  return { workers: 2, started, alive, closes, early, refusal, ends };
});

/** Photos for one pool while another is open: the second photo takes long, and its pool has one worker. */
const sides = [
  [0, 1],
  [1, 4],
  [2, 2],
].map(([id = 0, columns = 0]) => photo(id, columns));

export const neighbours = real('two pools at the same time', async (stage) => {
  // More work than there is, as before.
  stage.meter({ pace: { workers: 2, units: workOf(sides) + 1 } });
  const { ThumbnailPool } = await loadPool(stage);
  const pools = [new ThumbnailPool(1), new ThumbnailPool(1)];
  const settled = [0, 0];
  const hand = async (each: Photo): Promise<string> => {
    const owner = each.id < 2 ? 0 : 1;
    const end = await ending(() => pools[owner]!.run(each));
    settled[owner]! += 1;
    return end;
  };
  const runs = sides.map(hand);
  const atClose = [0, 0];
  const closings = pools.map(async (pool, index) => {
    await pool.close();
    await nextTurn();
    atClose[index] = settled[index]!;
  });
  const end = await ended(Promise.all(closings), stage);
  return { workers: 2, ...end, ends: await atLast(runs, stage), atClose };
});

export const unused = real('a pool that nobody uses', async (stage) => {
  stage.meter(1);
  const { ThumbnailPool } = await loadPool(stage);
  const pool = new ThumbnailPool(3);
  return { workers: 3, ...(await ended(pool.close(), stage)) };
});
