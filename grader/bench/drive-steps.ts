import { join } from 'node:path';
import { readExercise } from '../course/exercise.ts';
import { Drive } from '../drive/drive.ts';

/*
 * How long a step of a drive takes, from the key to the new state: 200 steps through the orders of a starter, each
 * of them to a place where nobody has been; those to a place that is known are not counted. Run it with `npx tsx grader/bench/drive-steps.ts`.
 */

const root = join(import.meta.dirname, '../..');
const steps = 200;
const subjects = [
  ['02-async-races/01-lost-update', 'threeDeposits'],
  ['04-shared-memory/12-ring-buffer', 'oneByOne'],
  ['04-shared-memory/05-mutex', 'twoTables'],
] as const;

for (const [id, scenario] of subjects) {
  const exercise = await readExercise(root, id);
  const began = performance.now();
  const drive = await Drive.open({ root, exercise, folder: exercise.folders.starter, scenario });
  const opened = performance.now() - began;
  const times: number[] = [];
  const known = new Set<string>();
  let seed = 1;
  while (times.length < steps) {
    await drive.restart();
    let path = '';
    while (!drive.state.ending && times.length < steps) {
      // The numbers of Park and Miller: the same walk each time.
      seed = (seed * 48_271) % 2_147_483_647;
      const index = seed % drive.state.next.length;
      path += ` ${drive.state.next[index]?.choice ?? ''}`;
      const start = performance.now();
      await drive.step(index);
      if (!known.has(path)) times.push(performance.now() - start);
      known.add(path);
    }
  }
  await drive.close();
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
  console.log(
    `${id} ${scenario}: opened in ${opened.toFixed(0)} ms; ${steps} steps: median ${at(0.5)} ms, p99 ${at(0.99)} ms`,
  );
}
