import { real, type RealStage } from '../../../harness/scenario.ts';
import type * as CountStars from '../../../../exercises/03-workers/03-uneven-work/count-stars.ts';
import type { Picture } from '../../../../exercises/03-workers/03-uneven-work/stars.ts';

const width = 64;
/** Not a multiple of any number of workers or chunk size that is tried. */
const rows = 1201;

type Light = { readonly from: number; readonly to: number; readonly stars: number };

/** A dark sky with the given stars in these rows. */
const sky = (...lights: readonly Light[]): Picture => skyOf(rows, ...lights);

function skyOf(height: number, ...lights: readonly Light[]): Picture {
  const pixels = new Uint8Array(width * height);
  for (const { from, to, stars } of lights) {
    for (let row = from; row < to; row += 1) pixels.fill(150 + (row % 100), row * width, row * width + stars);
  }
  return { width, rows: height, pixels };
}

/** The same picture in a larger buffer, as data read from a file often is. */
function partOfBuffer({ pixels, ...size }: Picture): Picture {
  const part = new Uint8Array(new ArrayBuffer(pixels.length + 10 * width), 3 * width, pixels.length);
  part.set(pixels);
  return { ...size, pixels: part };
}

const stars = ({ pixels }: Picture): number => pixels.filter((brightness) => brightness >= 128).length;

/** Units of work in a picture, as given/stars.ts weighs it. */
const workIn = (picture: Picture): number => picture.rows + 10 * stars(picture);

/** Five sixths of the work in a sixth of the rows, and a star in the last row. */
const milkyWay = partOfBuffer(sky({ from: 900, to: 1100, stars: 3 }, { from: rows - 1, to: rows, stars: 1 }));
/** The same at the upper edge, where no darker row comes first as a warning. */
const upperEdge = sky({ from: 0, to: 200, stars: 3 });
/** Enough rows for eight workers; nearly all of the work is in two hundred of them. */
const wide = skyOf(2403, { from: 1000, to: 1200, stars: 60 });
/** A third of the work in one row. */
const comet = sky({ from: 680, to: 681, stars: 60 });

/** Runs the attempt as if each worker had a core, and a unit of work took a unit of time. */
async function count({ load, meter, threads, messages }: RealStage, picture: Picture, workers: number) {
  const units = workIn(picture);
  const expected = stars(picture);
  const counter = meter({ pace: { workers, units } });
  const { countStarsParallel } = await load<typeof CountStars>('count-stars.ts');
  const total = await countStarsParallel(picture, workers);
  const { started, alive } = await threads();
  const calls = counter.calls();
  const elsewhere = calls.filter(({ thread }) => thread !== 0).length;
  return {
    workers,
    rows: picture.rows,
    total,
    expected,
    started,
    alive,
    messages: messages().posted,
    together: counter.peak(),
    /** 1: as fast as that many workers can be. */
    span: (counter.span() * workers) / units,
    ranges: calls.map(({ from, to }) => ({ from, to })),
    elsewhere,
    onMain: calls.length - elsewhere,
  };
}

export const band = real('the Milky Way', (stage) => count(stage, milkyWay, 3));

export const edge = real('the Milky Way at the edge', (stage) => count(stage, upperEdge, 3));

export const oneRow = real('a comet', (stage) => count(stage, comet, 3));

export const crowd = real('the Milky Way, and eight workers', (stage) => count(stage, wide, 8));

export const alone = real('a single worker', (stage) => count(stage, comet, 1));

/** Two pictures at the same time, and then the first one again; one has more stars than 16 bits hold. */
export const night = real('three pictures in a night', async ({ load, meter, threads }) => {
  meter(1);
  const { countStarsParallel } = await load<typeof CountStars>('count-stars.ts');
  const one = sky({ from: 0, to: rows, stars: 1 });
  const two = sky({ from: 0, to: rows, stars: width });
  const together = await Promise.all([countStarsParallel(one, 2), countStarsParallel(two, 2)]);
  const { started } = await threads();
  const totals = [...together, await countStarsParallel(one, 2)];
  return { totals, expected: [rows, width * rows, rows], atFirst: started, later: (await threads()).started - started };
});

export const clouded = real('a picture that cannot be counted', async ({ load, meter, threads }) => {
  meter(1, 500);
  const { countStarsParallel } = await load<typeof CountStars>('count-stars.ts');
  const call = async (): Promise<string> =>
    countStarsParallel(comet, 2).then(
      (total) => `resolved with ${total}`,
      (error: unknown) => `rejected with ${String(error)}`,
    );
  const end = await call();
  const { alive } = await threads();
  // The counter works again.
  meter(1);
  return { end, alive, next: await call(), due: `resolved with ${stars(comet)}` };
});

export const overcast = real('nobody can count', async ({ load, meter, threads }) => {
  meter({ gather: 2, failAt: 'every call' });
  const { countStarsParallel } = await load<typeof CountStars>('count-stars.ts');
  const text = await countStarsParallel(comet, 2).then(String, String);
  // By then both workers have reported it.
  await threads();
  return { text };
});
