import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readAttempt } from '../course/attempt.ts';
import type { Exercise } from '../course/exercise.ts';
import { compileRuntime } from '../compile-kit.mjs';
import type { Saving } from './save-to-verdict.ts';
import { vitestChecks } from './vitest-checks.ts';

/**
 * The baseline: milliseconds that a plain `vitest --watch` takes to run the same check file again after a change to it.
 * The attempt is staged beforehand, and the arena starts with the worker.
 */
export async function vitestWatchReruns(root: string, exercise: Exercise, { saves, pause }: Saving): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'racelings-baseline-'));
  await compileRuntime(root, folder);
  const files = await readAttempt(exercise, exercise.folders.solution);
  const made = await vitestChecks(exercise, files, { root, folder, name: 'watch', settings: { watch: true } });
  if (!made) throw new Error('Expected a solution that compiles');
  const { copy, config } = made;
  const text = await readFile(copy, 'utf8');
  const vitest = spawn(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), '--watch', '--config', config],
    {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, CI: '', NO_COLOR: '1' },
    },
  );
  try {
    const times: number[] = [];
    for (let save = -2; save < saves; save += 1) {
      const done = finished(vitest.stdout);
      const start = performance.now();
      if (save > -2) await writeFile(copy, `${text}\n// save ${save}\n`);
      await done;
      if (save >= 0) times.push(performance.now() - start);
      await wait(pause);
    }
    return times;
  } finally {
    vitest.kill();
    await rm(copy, { force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

/** Resolves when vitest prints its summary. */
async function finished(output: NodeJS.ReadableStream): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      text += chunk.toString();
      if (/Tests .*failed/.test(text)) reject(new Error(text));
      if (!/Duration/.test(text)) return;
      output.off('data', hear);
      resolve();
    };
    output.on('data', hear);
  });
}
