import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compileRuntime } from '../compile-kit.mjs';
import type { HandedIn } from './class-made.ts';
import { vitestChecks } from './vitest-checks.ts';

const root = dirname(dirname(import.meta.dirname));

/**
 * The baseline: seconds that a loop of plain `vitest run` takes, several at once, with the same checks over the same
 * attempts, each staged beforehand. Attempts that do not compile are not among them.
 */
export const vitestLoop = async (attempts: readonly HandedIn[], lanes: number): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), 'racelings-baseline-'));
  await compileRuntime(root, folder);
  const runs: (() => Promise<void>)[] = [];
  const copies: string[] = [];
  try {
    for (const [index, { exercise, files }] of attempts.entries()) {
      const made = await vitestChecks(exercise, files, { root, folder, name: String(index) });
      if (!made) continue;
      copies.push(made.copy);
      runs.push(async () => run(made.config));
    }
    const start = performance.now();
    const left = runs[Symbol.iterator]();
    const lane = async (): Promise<void> => {
      for (const next of left) await next();
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return ((performance.now() - start) / 1000) * (attempts.length / Math.max(1, runs.length));
  } finally {
    for (const copy of copies) await rm(copy, { force: true });
    await rm(folder, { recursive: true, force: true });
  }
};

/** Resolves when vitest has ended, whatever it found. */
const run = (config: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const words = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', config];
    const env = { ...process.env, NO_COLOR: '1' };
    spawn(process.execPath, words, { cwd: root, stdio: 'ignore', env })
      .once('exit', () => resolve())
      .once('error', reject);
  });
