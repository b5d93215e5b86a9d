import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { real, type RealStage } from '../../../harness/scenario.ts';
import type * as Pool from '../../../../exercises/03-workers/04-worker-pool/pool.ts';
import type { Photo } from '../../../../exercises/03-workers/04-worker-pool/thumbnail.ts';

/** A photo of so many columns of 40 pixels; a torn one lacks its last pixel. */
function photo(id: number, columns: number, torn = false): Photo {
  const pixels = new Uint8Array(columns * 40 - (torn ? 1 : 0)).fill(id + 1);
  return { id, width: columns, height: 40, pixels };
}

const workOf = (photos: readonly Photo[]): number => photos.reduce((sum, { width, height }) => sum + width * height, 0);

/** How a call of `run` ended: `photo 3`, or the error's message. */
async function ending(run: () => Promise<{ id: number; pixels: Uint8Array } | undefined>): Promise<string> {
  let promise: ReturnType<typeof run>;
  try {
    promise = run();
  } catch {
    return 'an error thrown instead of a rejection';
  }
  try {
    const thumbnail = await promise;
    if (!thumbnail?.pixels) return `${typeof thumbnail} instead of a thumbnail`;
    // A thumbnail shows what the photo showed.
    const { id, pixels } = thumbnail;
    return pixels.every((grey) => grey === id + 1) ? `photo ${id}` : `photo ${id} with the pixels of photo ${pixels[0]! - 1}`;
  } catch (error) {
    return error instanceof Error ? error.message : `a ${typeof error} instead of an Error`;
  }
}

/** Whether `close` resolves, and what threads there were; nothing is left to be done when this is called. */
async function ended(closing: Promise<unknown>, { threads }: RealStage) {
  const counted = threads();
  const closes = await Promise.race([closing.then(() => true), counted.then(() => false)]);
  const { started, alive } = await counted;
  // Who ends the threads a moment before close resolves is as good as closed.
  return { started, alive, closes: closes || (alive === 0 && (await Promise.race([closing.then(() => true), turns().then(() => false)]))) };
}

/** Some turns of the event loop, in which promises settle that can. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await nextTurn();
}

const loadPool = async ({ load }: RealStage) => load<typeof Pool>('pool.ts');

/** A large photo in front of each third small one: who deals photos out in advance gives one worker all of them. */
const monday = [16, 1, 1, 16, 1, 1, 16, 1, 1, 1, 1, 1].map((columns, id) => photo(id, columns));

export const busy = real('twelve photos of all sizes', async (stage) => {
  const workers = 3;
  const units = workOf(monday);
  const meter = stage.meter({ pace: { workers, units } });
  const { ThumbnailPool } = await loadPool(stage);
  const pool = new ThumbnailPool(workers);
  const ends = await Promise.all(monday.map((each) => ending(() => pool.run(each))));
  const { started, alive, closes } = await ended(pool.close(), stage);
  const calls = meter.calls();
  return {
    workers,
    photos: monday.length,
    started,
    alive,
    closes,
    ends,
    peak: meter.peak(),
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
    return crew.flatMap((worker) => worker.eventNames().map((event) => worker.listenerCount(event))).reduce((sum, n) => sum + n, 0);
  };
  const { ThumbnailPool } = await loadPool(stage);
  const pool = new ThumbnailPool(1);
  const ends = await Promise.all([2, 5, 1, 4, 3].map((columns, id) => ending(() => pool.run(photo(id, columns)))));
  // The pool is idle now, and still a pool.
  const before = await listeners();
  ends.push(await ending(() => pool.run(photo(5, 1))));
  const moreListeners = (await listeners()) - before;
  const { started, alive, closes } = await ended(pool.close(), stage);
  return { workers: 1, started, alive, closes, ends, moreListeners, ids: meter.calls().map(({ from }) => from) };
});

export const torn = real('three torn photos, then three whole ones', async (stage) => {
  const workers = 2;
  stage.meter(1);
  const { ThumbnailPool } = await loadPool(stage);
  const pool = new ThumbnailPool(workers);
  const ends = await Promise.all([0, 1, 2, 3, 4, 5].map((id) => ending(() => pool.run(photo(id, 2, id < 3)))));
  const { started, alive, closes } = await ended(pool.close(), stage);
  return { workers, started, alive, closes, ends };
});

export const closed = real('closed while photos wait', async (stage) => {
  const workers = 2;
  const meter = stage.meter(workers);
  const { ThumbnailPool } = await loadPool(stage);
  const pool = new ThumbnailPool(workers);
  let settled = 0;
  let settledBefore = 0;
  const runs = Array.from({ length: 6 }, async (_, id) => {
    const end = await ending(() => pool.run(photo(id, 2)));
    settled += 1;
    return end;
  });
  const closing = pool.close().then(async () => {
    await nextTurn();
    settledBefore = settled;
  });
  const late = await ending(() => pool.run(photo(99, 1)));
  const ends = await Promise.all(runs);
  const { started, alive, closes } = await ended(closing, stage);
  return { workers, started, alive, closes, ends, late, settledBefore, worked: meter.count() };
});

export const unused = real('a pool that nobody uses', async (stage) => {
  stage.meter(1);
  const { ThumbnailPool } = await loadPool(stage);
  const pool = new ThumbnailPool(3);
  const { started, alive, closes } = await ended(pool.close(), stage);
  return { workers: 3, started, alive, closes };
});
