import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exercise } from '../course/exercise.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { typeErrorsOf } from './tsc.ts';

/**
 * What TypeScript says about an exercise's files as they are on the disk, a line each:
 * `deposit.ts:14  TS2322: Type 'string' is not …`. For reading only: it never decides.
 * @throws when the compiler could not be run, or `signal` aborted
 */
export async function typeErrorsIn(
  root: string,
  { files, folders }: Exercise,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const folder = temporaryFolder('types-');
  try {
    const project = join(folder, 'tsconfig.json');
    const settings = {
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { typeRoots: [join(root, 'node_modules', '@types')] },
      include: [],
      files: files.map((name) => join(folders.learner, name)),
    };
    await writeFile(project, JSON.stringify(settings));
    return (await typeErrorsOf(project, folders.learner, signal))
      .filter(({ path }) => files.includes(path))
      .map(({ path, line, message }) => `${path}:${line}  ${message}`);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
