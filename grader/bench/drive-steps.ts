import { join } from 'node:path';
import pc from 'picocolors';
import { readExercise } from '../course/exercise.ts';
import { DriveSession } from '../drive/session.ts';
import { drawDrive } from '../drive/view/screen.ts';
import { keysOf, type Shown } from '../drive/view/state.ts';
import { median, percentile, report } from './figures.ts';

/*
 * How long a step of a drive takes, from the key to the lines of the terminal's screen: 200 steps through the orders of
 * a starter, each of them to a new place; steps to a known place are not counted.
 */

const root = join(import.meta.dirname, '../..');
const steps = 200;
const subjects = [
  ['02-async-races/01-lost-update', 'threeDeposits'],
  ['04-shared-memory/12-ring-buffer', 'oneByOne'],
  ['04-shared-memory/05-mutex', 'twoTables'],
  ['05-processes/05-shared-file', 'twoTills'],
] as const;

const size = { columns: 80, rows: 24 };
const style = { width: 80, colors: pc.createColors(false), ascii: false };

/** @returns the keys of the steps that can come next */
const draw = (shown: Shown): readonly number[] => {
  if (shown.kind !== 'driven') throw new Error('Expected a drive that is open');
  const { state, sources } = shown;
  drawDrive(state, { name: 'bench', folder: '.', sources, back: 0 }, style, size);
  return state.ending ? [] : keysOf(state);
};

for (const [id, scenario] of subjects) {
  const exercise = await readExercise(root, id);
  const began = performance.now();
  const session = new DriveSession({ root, exercise, folder: exercise.folders.starter, scenario });
  await session.press('U');
  const opened = performance.now() - began;
  const times: number[] = [];
  const known = new Set<string>();
  let seed = 1;
  while (times.length < steps) {
    await session.press('U');
    let path = '';
    let keys = draw(session.shown);
    while (keys.length > 0 && times.length < steps) {
      // The numbers of Park and Miller: the same walk each time.
      seed = (seed * 48_271) % 2_147_483_647;
      const key = String(keys[seed % keys.length]);
      path += key;
      const start = performance.now();
      await session.press(key);
      keys = draw(session.shown);
      if (!known.has(path)) times.push(performance.now() - start);
      known.add(path);
    }
  }
  await session.close();
  const [middle, most] = [median(times), percentile(times, 0.99)].map((ms) => ms.toFixed(1));
  console.log(
    `${id} ${scenario}: opened in ${opened.toFixed(0)} ms; ${steps} steps: median ${middle} ms, p99 ${most} ms`,
  );
  report({ exercise: id, scenario, opened, times });
}
process.disconnect?.();
