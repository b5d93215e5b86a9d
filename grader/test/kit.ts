import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Files by path relative to the kit's root. */
export type Tree = Readonly<Record<string, string>>;

/** Takes what must be done when nobody needs a folder any more. */
export type Finished = (remove: () => Promise<void>) => void;

/**
 * A throw-away folder with these files; its path has a space and letters beyond ASCII.
 * @param finished for a folder that several tests share, which is not gone when one of them has finished
 */
export const temporaryKit = async (tree: Tree, finished: Finished = onTestFinished): Promise<string> => {
  const parent = await realpath(await mkdtemp(join(tmpdir(), 'racelings ')));
  finished(() => rm(parent, { recursive: true, force: true }));
  const root = join(parent, 'clône 日本');
  await plant(root, tree);
  return root;
};

export const plant = async (root: string, tree: Tree): Promise<void> => {
  await mkdir(root, { recursive: true });
  for (const [path, text] of Object.entries(tree)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
};

/**
 * A third of the work of Node's `cp`, which looks at each file several times.
 * @param without names in the folder itself that are left out
 */
export const copyFolder = (from: string, to: string, without: ReadonlySet<string> = new Set()): void => {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (without.has(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyFolder(source, target);
    else copyFileSync(source, target);
  }
};

/** The least metadata that is valid. */
export const metadata = {
  title: 'A title',
  concept: 'What it teaches.',
  instruments: ['T'],
  difficulty: 1,
  minutes: 5,
  files: ['main.ts'],
  checks: 1,
  starter: ['wrong-result'],
};

/** One exercise in all three trees. */
export const exerciseTree = (id: string, changes: object = {}): Tree => ({
  [`grader/exercises/${id}/exercise.json`]: JSON.stringify({ ...metadata, ...changes }),
  [`grader/exercises/${id}/hints.md`]: '## One\n\nFirst.\n\n## Two\n\nSecond.\n\n## Three\n\nThird.\n',
  [`grader/exercises/${id}/scenarios.ts`]: 'export {};\n',
  [`grader/exercises/${id}/checks.test.ts`]: 'export {};\n',
  [`grader/exercises/${id}/starter/main.ts`]: 'export const answer = 0; // TODO\n',
  [`exercises/${id}/README.md`]: '# A title\n\nOnce upon\na time.\n\nAnd then.\n\n## Done\n\nWhen it works.\n',
  [`exercises/${id}/main.ts`]: 'export const answer = 0; // TODO\n',
  [`exercises/${id}/demo.ts`]: 'export {};\n',
  [`solutions/${id}/main.ts`]: 'export const answer = 42;\n',
});
