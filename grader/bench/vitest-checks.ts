import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttemptFiles } from '../course/attempt.ts';
import type { Exercise } from '../course/exercise.ts';
import { stage } from '../judge/staging/stage.ts';

export type VitestChecks = { readonly copy: string; readonly config: string };

/**
 * Stages an attempt so that a plain vitest can run the checks of its exercise.
 *
 * @param folder of the compiled runtime
 * @param name part of the names of the files written, so that several attempts can be staged at once
 * @param settings further settings of vitest
 * @returns the checks (a copy beside the originals, which the caller removes) and a configuration for them; `undefined`
 * if the attempt does not compile: vitest never sees that
 */
export async function vitestChecks(
  exercise: Exercise,
  { files, hash }: AttemptFiles,
  { root, folder, name, settings }: { root: string; folder: string; name: string; settings?: object },
): Promise<VitestChecks | undefined> {
  const staged = join(folder, `attempt-${name}`);
  if ((await stage(exercise, files, staged)).length > 0) return undefined;
  const checks = join(exercise.folders.grader, 'checks.test.ts');
  // Beside the checks, whose imports are relative; the original is not touched.
  const copy = checks.replace('checks.test.ts', `checks.bench-${name}.test.ts`);
  await writeFile(copy, await readFile(checks));
  const test = {
    root,
    include: [copy],
    provide: { attempt: { stage: staged, exercise: exercise.id, hash, ...exercise.limits, replay: null } },
    pool: 'forks',
    execArgv: ['--import', join(folder, 'warm.mjs')],
    ...settings,
  };
  const config = join(folder, `vitest-${name}.config.mjs`);
  await writeFile(config, `export default { test: ${JSON.stringify(test)} };`);
  return { copy, config };
}
