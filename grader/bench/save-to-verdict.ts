import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { watch } from 'chokidar';
import { readAttempt } from '../course/attempt.ts';
import type { Exercise } from '../course/exercise.ts';
import { Judge } from '../judge/judge.ts';
import { renderVerdict } from '../report/verdict.ts';
import { styleFor } from '../cli/terminal-style.ts';

export type Saving = {
  readonly saves: number;
  /** From a verdict to the next save, in milliseconds. The spare arena rehearses meanwhile. */
  readonly pause: number;
};

/**
 * Milliseconds from a save to the verdict as text, for warm saves of the exercise's solution: the
 * file event, reading, staging, judging and rendering, as `npm start` does them.
 */
export async function savesToVerdicts(root: string, exercise: Exercise, { saves, pause }: Saving): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'racelings-bench-'));
  const judge = Judge.start(root);
  const watcher = watch(folder, { ignoreInitial: true });
  const ready = new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  try {
    const [main] = exercise.files;
    const solution = await readAttempt(exercise, exercise.folders.solution);
    const texts = new Map(solution.files.map((file) => [file.name, file.state === 'text' ? file.text : '']));
    await Promise.all([...texts].map(([name, text]) => writeFile(join(folder, name), text)));
    await ready;
    const times: number[] = [];
    // The first verdict loads vitest; the second is the first with everything warm.
    for (let save = -2; save < saves; save += 1) {
      await wait(pause);
      const noticed = new Promise<void>((resolve) => watcher.once('change', () => resolve()));
      const start = performance.now();
      await writeFile(join(folder, main), `${texts.get(main)}\n// save ${save}\n`);
      await noticed;
      const verdict = await judge.judge({ exercise, files: await readAttempt(exercise, folder) });
      renderVerdict(verdict, { name: exercise.slug, folder: '.' }, styleFor(process.stdout, {}));
      if (verdict.state !== 'passed') throw new Error(`Expected the solution to pass, got ${JSON.stringify(verdict)}`);
      if (save >= 0) times.push(performance.now() - start);
    }
    return times;
  } finally {
    await watcher.close();
    await judge.close();
    await rm(folder, { recursive: true, force: true });
  }
}
