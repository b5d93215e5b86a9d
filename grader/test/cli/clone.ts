import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copyFolder, temporaryKit, type Finished } from '../kit.ts';

/** Good for what writes nothing. */
export const repository = dirname(dirname(dirname(import.meta.dirname)));

/** Below `grader/`: what no command of the kit reads. Exercises are copied one by one. */
const left = new Set(['test', 'bench', 'conformance', 'exercises']);
/** Of an exercise: they are most of its files, and only `author` reads them. */
const answers = new Set(['wrong', 'right']);

const allExercises = (): readonly string[] =>
  readdirSync(join(repository, 'grader', 'exercises')).flatMap((track) =>
    readdirSync(join(repository, 'grader', 'exercises', track)).map((name) => `${track}/${name}`),
  );

/**
 * A throw-away copy of the kit, as a stranger has it after `npm install`; without the wrong and right answers.
 * @param exercises ids of those that the course has; all of them when this is left out
 */
export const clone = async ({
  installed = true,
  exercises = allExercises(),
  finished,
}: {
  readonly installed?: boolean;
  readonly exercises?: readonly string[];
  readonly finished?: Finished;
} = {}): Promise<string> => {
  const root = await temporaryKit({}, finished);
  copyFolder(join(repository, 'grader'), join(root, 'grader'), left);
  for (const name of ['package.json', 'tsconfig.json', '.gitattributes'])
    copyFileSync(join(repository, name), join(root, name));
  for (const tree of ['exercises', 'solutions', join('grader', 'exercises')]) {
    mkdirSync(join(root, tree), { recursive: true });
    for (const id of exercises) copyFolder(join(repository, tree, id), join(root, tree, id), answers);
  }
  for (const track of new Set(exercises.map((id) => join('exercises', dirname(id)))))
    copyFileSync(join(repository, track, 'README.md'), join(root, track, 'README.md'));
  if (installed) await symlink(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
  return root;
};

export const oneExercise = '00-welcome/01-hello';

/** A clone with this one exercise. */
export const withOneExercise = async (finished?: Finished): Promise<string> => {
  const root = await clone({ exercises: [oneExercise], ...(finished && { finished }) });
  // Nothing of it is proved yet: its answers are those that a test adds.
  await rm(join(root, 'grader', 'exercises', oneExercise, 'proof.json'), { force: true });
  // The types of the kit itself are checked by `npm run types`, and not by each `author check` of a test.
  const config = join(root, 'tsconfig.json');
  await writeFile(
    config,
    (await readFile(config, 'utf8')).replace('"include": ["grader"', '"include": ["grader/exercises"'),
  );
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
      { cwd: root, maxBuffer: 10_000_000, env: { ...process.env, INIT_CWD: root, ...env } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
    child.stdin?.end();
  });
