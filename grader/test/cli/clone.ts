import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { temporaryKit, type Finished } from '../kit.ts';

/** Good for what writes nothing. */
export const repository = dirname(dirname(dirname(import.meta.dirname)));

/** Of the exercises: they are most of the files, and only `author check` reads them. */
const isAnswer = (path: string): boolean =>
  path.startsWith(join(repository, 'grader', 'exercises')) && /[\\/](?:wrong|right)$/.test(path);

/** A throw-away copy of the kit, as a stranger has it after `npm install`; without the wrong and right answers. */
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
    if (name === 'test') continue;
    const filter = (path: string): boolean => !isAnswer(path);
    await cp(join(repository, 'grader', name), join(root, 'grader', name), { recursive: true, filter });
  }
  if (installed) await symlink(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
  return root;
};

export const oneExercise = '00-welcome/01-hello';

/** A clone with this one exercise. */
export const withOneExercise = async (finished?: Finished): Promise<string> => {
  const root = await clone(finished && { finished });
  for (const tree of ['exercises', 'solutions', join('grader', 'exercises')]) {
    for (const track of await readdir(join(root, tree))) {
      if (track !== dirname(oneExercise)) await rm(join(root, tree, track), { recursive: true });
    }
  }
  // Nothing of it is proved yet: its answers are those that a test adds.
  await rm(join(root, 'grader', 'exercises', oneExercise, 'proof.json'), { force: true });
  return root;
};

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Runs `npm run …` without npm: `racelings(root, 'grade', '--all')`. */
export const racelings = async (root: string, ...args: readonly string[]): Promise<Ended> =>
  racelingsWith({}, root, ...args);

/** The same, with these environment variables. */
export const racelingsWith = async (
  env: Readonly<Record<string, string>>,
  root: string,
  ...args: readonly string[]
): Promise<Ended> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(root, 'grader', 'start.cjs'), ...args],
      { cwd: root, maxBuffer: 10_000_000, env: { ...process.env, ...env } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
    child.stdin?.end();
  });
