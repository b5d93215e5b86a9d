import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listIds, trees, withoutNumber } from '../course/exercise.ts';
import { instruments, type Instrument } from '../course/metadata.ts';
import { didYouMean } from '../course/nearest.ts';
import { UserError } from '../course/user-error.ts';
import { filesBelow } from './folder.ts';

/** A small exercise for each instrument, complete and right, with all its names still to be chosen. */
const templates = join('grader', 'author', 'template');

/**
 * Makes the three folders of a new exercise. They pass `author check` at once, so every step from there can be checked.
 *
 * @param word `async-races/keyed-lock`: gets the next free number of that track; the numbers may be given, too
 * @returns its id
 * @throws {UserError} when there is no such track, or the name is taken or not a name
 */
export const newExercise = async (root: string, word: string, instrument: Instrument): Promise<string> => {
  const id = await freeId(root, word);
  const slug = withoutNumber(id.split('/')[1] ?? '') ?? '';
  const template = join(root, templates, instrument);
  const [learner, solution, grader] = trees.map((tree) => join(root, tree, id)) as [string, string, string];
  await mkdir(dirname(grader), { recursive: true });
  await cp(template, grader, { recursive: true, errorOnExist: true, force: false });
  await rename(join(grader, 'starter', 'template.ts'), join(grader, 'starter', `${slug}.ts`));
  for (const path of await filesBelow(grader)) await replaceName(join(grader, path), slug);

  for (const folder of [learner, solution]) await mkdir(folder, { recursive: true });
  await rename(join(grader, 'solution.ts'), join(solution, `${slug}.ts`));
  await cp(join(grader, 'starter', `${slug}.ts`), join(learner, `${slug}.ts`));
  await rename(join(grader, 'README.md'), join(learner, 'README.md'));
  await rename(join(grader, 'demo.ts'), join(learner, 'demo.ts'));
  const demo = join(learner, 'demo.ts');
  await writeFile(demo, (await readFile(demo, 'utf8')).replaceAll('./starter/', './'));
  return id;
};

const replaceName = async (path: string, slug: string): Promise<void> => {
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replaceAll('template.ts', `${slug}.ts`).replaceAll('demo -- template', `demo -- ${slug}`));
};

const freeId = async (root: string, word: string): Promise<string> => {
  const [, trackNumber, track, number, slug] =
    /^(?:(\d\d)-)?([a-z][a-z0-9-]*)\/(?:(\d\d)-)?([a-z][a-z0-9-]*)$/.exec(word) ?? [];
  if (track === undefined || slug === undefined) {
    throw new UserError(
      `\`${word}\` is not a name for an exercise.`,
      'A name is like `async-races/keyed-lock`: track/slug, in lower-case letters.',
    );
  }
  const ids = (await Promise.all(trees.map(async (tree) => listIds(join(root, tree))))).flat();
  const tracks = [...new Set(ids.map((id) => id.split('/')[0] ?? ''))];
  const known = tracks.find((folder) => withoutNumber(folder) === track);
  const folder = trackNumber === undefined ? known : `${trackNumber}-${track}`;
  if (folder === undefined || (known !== undefined && known !== folder)) {
    throw new UserError(
      `There is no track \`${word.split('/')[0]}\`.`,
      didYouMean(
        track,
        tracks.map((name) => withoutNumber(name) ?? name),
      ) ?? 'A new track needs a number: `07-my-track/01-first`.',
    );
  }
  const taken = ids.filter((id) => id.startsWith(`${folder}/`)).map((id) => id.split('/')[1] ?? '');
  const highest = Math.max(0, ...taken.map((name) => Number(name.slice(0, 2))));
  const id = `${folder}/${number ?? String(highest + 1).padStart(2, '0')}-${slug}`;
  const twin = taken.find((name) => name.slice(0, 2) === number || withoutNumber(name) === slug);
  if (twin !== undefined || trees.some((tree) => existsSync(join(root, tree, id)))) {
    throw new UserError(`${folder}/${twin ?? ''} already exists.`, 'Choose another name or number.');
  }
  return id;
};

/** @throws {UserError} when there is no such instrument */
export const instrumentNamed = (word: string): Instrument => {
  const found = instruments.find((instrument) => instrument === word.toUpperCase());
  if (found === undefined)
    throw new UserError(`There is no instrument \`${word}\`.`, `The instruments are ${instruments.join(', ')}.`);
  return found;
};
