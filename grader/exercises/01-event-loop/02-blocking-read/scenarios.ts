import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { real, type RealStage } from '../../../harness/scenario.ts';
import type * as Loader from '../../../../exercises/01-event-loop/02-blocking-read/config.ts';

const harbour = { stop: 'Harbour Bridge', lines: [4, 11], refreshSeconds: 30 };
const cafe = { stop: 'Café Zürich', lines: [7], refreshSeconds: 20 };
/** Has a property that the type does not know. */
const bigHarbour = { ...harbour, platforms: 2 };
/** As many bytes as the café's. */
const quicker = { ...cafe, refreshSeconds: 10 };

type SlowFile = Awaited<ReturnType<RealStage['slowFile']>>;

/** How a load ended, as far as the contract covers it. */
async function ending(load: () => Promise<Loader.Config>) {
  let promise: Promise<Loader.Config>;
  try {
    promise = load();
  } catch (error) {
    return { state: `threw ${described(error)}, and returned no promise` };
  }
  // A value that is no promise counts as one that has resolved.
  return Promise.resolve(promise).then(
    (value) => ({ state: 'fulfilled', value }),
    (error: unknown) => ({ state: 'rejected', error: described(error) }),
  );
}

function described(error: unknown): string {
  if (!(error instanceof Error)) return `a value of type ${typeof error}`;
  return 'code' in error ? `${error.name}, code ${String(error.code)}` : String(error);
}

const whole = (value: Loader.Config) => ({ state: 'fulfilled', value });

/** Every call that blocks is noted, however short; except closing, since the file has arrived by then. */
function firstBlocking({ blockingCalls }: RealStage) {
  return blockingCalls().find(({ name }) => name !== 'closeSync') ?? null;
}

function loop(file: SlowFile, { blockingCall }: RealStage) {
  const { state, call } = file.report();
  return { loop: state, call: blockingCall(call) ?? null };
}

export const oneFile = real('one slow file', async (stage) => {
  const { loadConfig } = await stage.load<typeof Loader>('config.ts');
  const file = await stage.slowFile('harbour.json', [JSON.stringify(harbour)]);
  const end = await ending(() => loadConfig(file.path));
  return {
    ...loop(file, stage),
    end,
    leftOpen: await file.leftOpen(),
    expected: whole(harbour),
    blocking: firstBlocking(stage),
  };
});

/** The second piece begins in the middle of a character. */
export const twoPieces = real('a slow file in two pieces', async (stage) => {
  const { loadConfig } = await stage.load<typeof Loader>('config.ts');
  const bytes = new TextEncoder().encode(JSON.stringify(cafe));
  const cut = bytes.indexOf(0xc3) + 1;
  const file = await stage.slowFile('cafe.json', [bytes.subarray(0, cut), bytes.subarray(cut)]);
  const end = await ending(() => loadConfig(file.path));
  return { ...loop(file, stage), end, expected: whole(cafe) };
});

/** Three files that wait leave one of Node's four threads for files free. */
export const threeFiles = real('three slow files', async (stage) => {
  const { loadConfig } = await stage.load<typeof Loader>('config.ts');
  const configs = [harbour, cafe, quicker];
  const files: SlowFile[] = [];
  for (const [index, config] of configs.entries()) {
    files.push(await stage.slowFile(`stop-${index}.json`, [JSON.stringify(config)]));
  }
  const ends = await Promise.all(files.map(({ path }) => ending(() => loadConfig(path))));
  return { loops: files.map((file) => loop(file, stage)), ends, expected: configs.map(whole) };
});

export const missing = real('a file that is not there', async ({ load, folder }) => {
  const { loadConfig } = await load<typeof Loader>('config.ts');
  return { end: await ending(() => loadConfig(join(folder, 'nowhere.json'))) };
});

/** Opens like a file, and then every read fails. */
export const aFolder = real('a folder instead of a file', async ({ load, folder, resources, leftovers }) => {
  const { loadConfig } = await load<typeof Loader>('config.ts');
  const before = resources();
  const end = await ending(() => loadConfig(folder));
  return { end, leftOpen: 'open files' in (await leftovers(before)) };
});

/** Node rejects such a path before it asks the system. */
export const noPath = real('a path that no file can have', async ({ load, folder }) => {
  const { loadConfig } = await load<typeof Loader>('config.ts');
  return { end: await ending(() => loadConfig(join(folder, 'nul\0.json'))) };
});

/** The first piece alone would be a whole configuration. */
export const broken = real('a slow file that is not JSON', async (stage) => {
  const { loadConfig } = await stage.load<typeof Loader>('config.ts');
  const file = await stage.slowFile('broken.json', [JSON.stringify(harbour), '}']);
  return { end: await ending(() => loadConfig(file.path)), leftOpen: await file.leftOpen() };
});

/** The file is loaded every night. Between two nights the depot changes it; a copy may keep the time of its source. */
export const nightly = real('an ordinary file, on three nights', async (stage) => {
  const { loadConfig } = await stage.load<typeof Loader>('config.ts');
  const path = join(stage.folder, 'nightly.json');
  const night = async (config: Loader.Config) => {
    writeFileSync(path, JSON.stringify(config));
    utimesSync(path, 1_000_000, 1_000_000);
    return { end: await ending(() => loadConfig(path)), expected: whole(config) };
  };
  return {
    first: await night(bigHarbour),
    second: await night(cafe),
    third: await night(quicker),
    blocking: firstBlocking(stage),
  };
});

/** More than fits into a buffer of a size that somebody might think of. */
export const long = real('an ordinary file of 3 MB', async ({ load, folder }) => {
  const { loadConfig } = await load<typeof Loader>('config.ts');
  const path = join(folder, 'long.json');
  const config = { ...harbour, lines: Array.from({ length: 3 * 2 ** 18 }, (_, index) => 100 + (index % 900)) };
  writeFileSync(path, JSON.stringify(config));
  const end = await ending(() => loadConfig(path));
  return { isWhole: 'value' in end && isDeepStrictEqual(end.value, config), end: 'error' in end ? end.error : null };
});
