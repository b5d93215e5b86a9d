import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { temporaryKit, type Finished } from '../kit.ts';

/** Good for what writes nothing. */
export const repository = dirname(dirname(dirname(import.meta.dirname)));

/** A throw-away copy of the kit, as a stranger has it after `npm install`. */
export const clone = async ({
  installed = true,
  finished,
}: { readonly installed?: boolean; readonly finished?: Finished } = {}): Promise<string> => {
  const root = await temporaryKit({}, finished);
  for (const name of ['exercises', 'solutions', 'package.json', 'tsconfig.json', '.gitattributes']) {
    await cp(join(repository, name), join(root, name), { recursive: true });
  }
  await mkdir(join(root, 'grader'));
  for (const name of await readdir(join(repository, 'grader'))) {
    if (name !== 'test') await cp(join(repository, 'grader', name), join(root, 'grader', name), { recursive: true });
  }
  if (installed) await symlink(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
  return root;
};

export const oneExercise = '00-welcome/01-hello';

/** A clone with this one exercise, and without its many answers. */
export const withOneExercise = async (finished?: Finished): Promise<string> => {
  const root = await clone(finished && { finished });
  for (const tree of ['exercises', 'solutions', join('grader', 'exercises')]) {
    for (const track of await readdir(join(root, tree))) {
      if (track !== dirname(oneExercise)) await rm(join(root, tree, track), { recursive: true });
    }
  }
  const kept = join(root, 'grader', 'exercises', oneExercise);
  for (const side of ['wrong', 'right']) await rm(join(kept, side), { recursive: true });
  return root;
};

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Runs `npm run …` without npm: `racelings(root, 'grade', '--all')`. */
export const racelings = async (root: string, ...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(root, 'grader', 'start.mjs'), ...args],
      { cwd: root, maxBuffer: 10_000_000 },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
    child.stdin?.end();
  });
