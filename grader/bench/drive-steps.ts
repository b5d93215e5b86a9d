import { join } from 'node:path';
import { readExercise } from '../course/exercise.ts';
import { Drive } from '../drive/drive.ts';

/*
 * How long a step of a drive takes, from the key to the new state: 200 steps through the orders of a starter, each
 * of them to a place where nobody has been. Run it with `npx tsx grader/bench/drive-steps.ts`.
 */

const root = join(import.meta.dirname, '../..');
const steps = 200;
const subjects = [
  ['02-async-races/01-lost-update', 'threeDeposits'],
  ['04-shared-memory/08-philosophers', 'tableForTwo'],
  ['04-shared-memory/05-mutex', 'twoTables'],
] as const;

for (const [id, scenario] of subjects) {
  const exercise = await readExercise(root, id);
  const began = performance.now();
  const drive = await Drive.open({ root, exercise, folder: exercise.folders.starter, scenario });
  const opened = performance.now() - began;
  const times: number[] = [];
  for (let turn = 0; times.length < steps; turn++) {
    await drive.restart();
    for (let depth = 0; !drive.state.ending && times.length < steps; depth++) {
      const { next } = drive.state;
      const start = performance.now();
      await drive.step((turn * 7 + depth * 3) % next.length);
      times.push(performance.now() - start);
    }
  }
  await drive.close();
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
  console.log(
    `${id} ${scenario}: opened in ${opened.toFixed(0)} ms; ${steps} steps: median ${at(0.5)} ms, p99 ${at(0.99)} ms`,
  );
}
