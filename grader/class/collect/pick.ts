import type { Exercise } from '../../course/exercise.ts';
import type { Entry } from './submission.ts';

type Files = Pick<Exercise, 'id' | 'slug' | 'files'>;

/** A declared file of an exercise, and where in the submission it is. */
export type Picked = { readonly exercise: string; readonly name: string; readonly entry: Entry };

export type Selection = {
  readonly picked: readonly Picked[];
  /** Not taken: listed for the teacher, never run. */
  readonly others: readonly string[];
  /** Declared files that are in two places: nobody may choose for the learner. */
  readonly ambiguous: readonly {
    readonly exercise: string;
    readonly name: string;
    readonly paths: readonly string[];
  }[];
  /**
   * Declared files that are nowhere, though another file has nearly the same name: either nothing was handed in, or
   * that.
   */
  readonly misnamed: readonly { readonly exercise: string; readonly name: string; readonly path: string }[];
};

/**
 * Finds the declared files of the chosen exercises wherever they are, by the tail of their path, from the most telling
 * (`exercises/TRACK/NN-slug/file.ts`) to the mere name, which counts only if just one exercise has it.
 *
 * @param known ids of all exercises: a file in the folder of one exercise does not belong to another
 */
export const pickFiles = (
  entries: readonly Entry[],
  exercises: readonly Files[],
  known: readonly string[],
): Selection => {
  const isOfAClone = ofClones(entries);
  const own = entries.filter(({ path }) => !isOfTheKit(path) && !isOfAClone(path));
  const wanted = exercises.flatMap((exercise) => exercise.files.map((name) => ({ exercise, name })));
  const search = (files: readonly Entry[]): readonly Found[] =>
    wanted.map(({ exercise, name }) => {
      const unique = wanted.filter((other) => other.name === name).length === 1;
      const isElsewhere = ofOthers(exercise.id, known);
      const candidates = tailsOf(exercise, name, unique)
        .map((tail) =>
          files.filter(({ path }) => `/${path}`.endsWith(`/${tail}`) && (tail !== name || !isElsewhere(path))),
        )
        .find((matching) => matching.length > 0);
      return { exercise: exercise.id, name, candidates: candidates ?? [] };
    });
  const found = search(own);
  const picked = found.flatMap(({ exercise, name, candidates: [entry, ...more] }) =>
    entry && more.length === 0 ? [{ exercise, name, entry }] : [],
  );
  const taken = new Set(found.flatMap(({ candidates }) => candidates));
  const rest = own.filter((entry) => !taken.has(entry));
  const renamed = new Map(rest.map((entry) => [{ ...entry, path: asDeclared(entry.path) }, entry.path]));
  const alike = search([...renamed.keys()]);
  return {
    picked,
    others: entries.filter((entry) => !taken.has(entry)).map(({ path }) => path),
    ambiguous: found
      .filter(({ candidates }) => candidates.length > 1)
      .map(({ exercise, name, candidates }) => ({ exercise, name, paths: candidates.map(({ path }) => path) })),
    misnamed: alike.flatMap(({ exercise, name, candidates: [entry] }, index) =>
      entry && found[index]?.candidates.length === 0 ? [{ exercise, name, path: renamed.get(entry) ?? name }] : [],
    ),
  };
};

type Found = { readonly exercise: string; readonly name: string; readonly candidates: readonly Entry[] };

/**
 * The name without what browsers, editors, compilers and systems make of it: `deposit (1).ts`, `Deposit - Copy.ts`,
 * `Copy of deposit.ts`, `deposit.ts.txt`, `deposit.js`.
 */
const asDeclared = (path: string): string => {
  const at = path.lastIndexOf('/') + 1;
  // No file system has such a name, only a zip; these patterns would take minutes over many of them.
  if (path.length - at > 255) return path;
  const name = path
    .slice(at)
    .toLowerCase()
    .replace(/[ .]+$/, '')
    .replace(/\.txt$/, '')
    .replace(/^(?: |copy of )+/, '')
    .replace(/ *\.[cm]?[jt]sx?$/, '.ts')
    .replace(/(?:[ _-]*\(\d+\)|[_-]\d+|[ _-]+(?:copy|kopie|copie|copia)(?:[ _]\d+)?)(?=\.ts$)/, '');
  return path.slice(0, at) + name;
};

/** Whether a file is in the folder of another exercise. */
const ofOthers = (id: string, known: readonly string[]): ((path: string) => boolean) => {
  const folders = new Set(known.map(folderOf));
  folders.delete(folderOf(id));
  return (path) => path.split('/').some((name) => folders.has(name));
};

const folderOf = (id: string): string => id.slice(id.indexOf('/') + 1);

/** Solutions, starters and wrong answers have the same path tails, and a learner may hand in the whole clone. */
const isOfTheKit = (path: string): boolean => /(?:^|\/)(?:solutions|grader)\/(?:.*\/)?\d\d-[a-z]/.test(path);

const startsTheKit = 'grader/start.cjs';

/** In a clone of the kit these folders hold nothing of the learner's, even under the name of a declared file. */
const ofClones = (entries: readonly Entry[]): ((path: string) => boolean) => {
  const folders = entries
    .filter(({ path }) => `/${path}`.endsWith(`/${startsTheKit}`))
    .map(({ path }) => path.slice(0, -startsTheKit.length))
    .flatMap((clone) => [`${clone}grader/`, `${clone}solutions/`]);
  return (path) => folders.some((folder) => path.startsWith(folder));
};

const tailsOf = ({ id, slug }: Files, name: string, unique: boolean): readonly string[] => {
  const folder = folderOf(id);
  return [
    `exercises/${id}/${name}`,
    `${id}/${name}`,
    `${folder}/${name}`,
    `${slug}/${name}`,
    ...(unique ? [name] : []),
  ];
};
