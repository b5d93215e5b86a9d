import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readBrief } from '../course/brief.ts';
import { listIds, trees, withoutNumber, type Exercise, type Identity } from '../course/exercise.ts';
import { readHints } from '../course/hints.ts';
import { workloadFile } from '../course/metadata.ts';
import { editsFile } from './answers.ts';
import { filesBelow } from './folder.ts';
import { proofFile } from './proof.ts';

const leastHints = 3;

/** Every id in any of the three trees. */
export const allIds = async (root: string): Promise<readonly string[]> => {
  const ids = await Promise.all(trees.map((tree) => listIds(join(root, tree))));
  return [...new Set(ids.flat())].toSorted();
};

/** Folders that no part of the grader would ever look at. */
export const misnamedFolders = async (root: string): Promise<readonly string[]> => {
  const found = trees.map(async (tree) => {
    const tracks = await foldersIn(join(root, tree));
    const inTracks = await Promise.all(
      tracks.map(async (track) => (await foldersIn(join(root, tree, track))).map((folder) => `${track}/${folder}`)),
    );
    return [...tracks, ...inTracks.flat()]
      .filter((path) => withoutNumber(path.split('/').at(-1) ?? path) === undefined)
      .map((path) => `${tree}/${path} is not named like 02-lost-update`);
  });
  return (await Promise.all(found)).flat();
};

const foldersIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name);

/**
 * What is missing, left over or contradictory in the three folders of one exercise.
 * @param all the exercises that a name in its brief could mean
 */
export const treeProblems = async (exercise: Exercise, all: readonly Identity[]): Promise<readonly string[]> => {
  const { folders, files, given, costs } = exercise;
  const grader = await filesBelow(folders.grader);
  return [
    ...disagreement('exercises', await filesBelow(folders.learner), ['README.md', 'demo.ts', ...files, ...given]),
    ...disagreement('solutions', await filesBelow(folders.solution), files, given),
    ...disagreement(
      'grader/exercises',
      grader.filter((path) => !/^(wrong|right|given)\//.test(path)),
      [
        'exercise.json',
        'hints.md',
        'scenarios.ts',
        'checks.test.ts',
        ...(costs ? [workloadFile] : []),
        ...[...files, ...given].map((name) => `starter/${name}`),
      ],
      [proofFile],
    ),
    ...answerProblems(exercise, grader),
    ...(await starterProblems(exercise)),
    ...(await textProblems(exercise)),
    ...(await nameProblems(exercise, all)),
  ];
};

const disagreement = (
  tree: string,
  found: readonly string[],
  required: readonly string[],
  optional: readonly string[] = [],
): readonly string[] => [
  ...required.filter((name) => !found.includes(name)).map((name) => `${tree}: ${name} is missing`),
  ...found
    .filter((name) => !required.includes(name) && !optional.includes(name))
    .map((name) => `${tree}: ${name} does not belong there`),
];

/** Answers are single files, or folders with files of the exercise. */
const answerProblems = ({ files, given }: Exercise, found: readonly string[]): readonly string[] => {
  const sides = ['wrong', 'right'].flatMap((side) =>
    found.some((path) => path.startsWith(`${side}/`)) ? [] : [`grader/exercises: ${side}/ has no answer`],
  );
  const strays = found.filter((path) => {
    const [side = '', , ...inFolder] = path.split('/');
    if (side !== 'wrong' && side !== 'right') return false;
    const name = inFolder.join('/');
    if (path === `wrong/${editsFile}`) return false;
    return name === '' ? !path.endsWith('.ts') : ![...files, ...given].includes(name);
  });
  return [...sides, ...strays.map((path) => `grader/exercises: ${path} does not belong there`)];
};

const starterProblems = async ({ folders, files, given }: Exercise): Promise<readonly string[]> => {
  const differing = [...files, ...given].map(async (name) =>
    (await textOf(folders.learner, name)) === (await textOf(folders.starter, name))
      ? []
      : [`exercises: ${name} differs from its copy in starter/`],
  );
  const starters = await Promise.all(files.map(async (name) => textOf(folders.starter, name)));
  const todo = starters.some((starter) => starter.includes('TODO')) ? [] : ['exercises: no file has a TODO'];
  return [...(await Promise.all(differing)).flat(), ...todo];
};

const textOf = async (folder: string, name: string): Promise<string> =>
  readFile(join(folder, name), 'utf8').catch(() => '');

const textProblems = async (exercise: Exercise): Promise<readonly string[]> => {
  const brief = await readBrief(exercise);
  const hints = await readHints(exercise);
  return [
    ...(brief.story.length === 0 ? ['exercises: README.md has no story before its first ##'] : []),
    ...(hints.length < leastHints ? [`hints.md: ${hints.length} hints; at least ${leastHints} are needed`] : []),
    ...hints.filter(({ text }) => text === '').map(({ title }) => `hints.md: "${title}" is empty`),
  ];
};

/** A command in the brief must mean this exercise, and no other of the same slug. */
const nameProblems = async ({ id, folders }: Exercise, all: readonly Identity[]): Promise<readonly string[]> => {
  const brief = await textOf(folders.learner, 'README.md');
  const names = [...brief.matchAll(/npm run \w+ -- ([\w/-]+)/g)].map(([, name = '']) => name);
  return names
    .filter(
      (name) =>
        all
          .filter((other) => isNamed(name, other))
          .map((other) => other.id)
          .join() !== id,
    )
    .map((name) => `exercises: README.md says \`${name}\`, which does not name this exercise alone`);
};

const isNamed = (name: string, { track, slug }: Identity): boolean =>
  name === slug || name === `${withoutNumber(track) ?? track}/${slug}`;
