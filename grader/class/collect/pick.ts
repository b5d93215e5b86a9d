import type { Exercise } from '../../course/exercise.ts';
import type { Entry } from './submission.ts';

type Files = Pick<Exercise, 'id' | 'slug' | 'files'>;

/** A declared file of an exercise, and where in the submission it is. */
export type Picked = { readonly exercise: string; readonly name: string; readonly entry: Entry };

export type Selection = {
  readonly picked: readonly Picked[];
  /** Not taken: listed for the teacher, never run. */
  readonly others: readonly string[];
  /** A declared file that is in two places: nobody may choose for the learner. */
  readonly ambiguous: readonly {
    readonly exercise: string;
    readonly name: string;
    readonly paths: readonly string[];
  }[];
};

/**
 * Finds the declared files of the chosen exercises wherever they are, by the tail of their path, from the most telling
 * (`exercises/TRACK/NN-slug/file.ts`) to the mere name, which counts only if just one exercise has it.
 */
export const pickFiles = (entries: readonly Entry[], exercises: readonly Files[]): Selection => {
  const isOfAClone = ofClones(entries);
  const own = entries.filter(({ path }) => !isOfTheKit(path) && !isOfAClone(path));
  const wanted = exercises.flatMap((exercise) => exercise.files.map((name) => ({ exercise, name })));
  const found = wanted.flatMap(({ exercise, name }) => {
    const unique = wanted.filter((other) => other.name === name).length === 1;
    const candidates = tailsOf(exercise, name, unique)
      .map((tail) => own.filter(({ path }) => path === tail || path.endsWith(`/${tail}`)))
      .find((matching) => matching.length > 0);
    return candidates ? [{ exercise: exercise.id, name, candidates }] : [];
  });
  const picked = found.flatMap(({ exercise, name, candidates: [entry, ...more] }) =>
    entry && more.length === 0 ? [{ exercise, name, entry }] : [],
  );
  const taken = new Set(found.flatMap(({ candidates }) => candidates));
  return {
    picked,
    others: entries.filter((entry) => !taken.has(entry)).map(({ path }) => path),
    ambiguous: found
      .filter(({ candidates }) => candidates.length > 1)
      .map(({ exercise, name, candidates }) => ({ exercise, name, paths: candidates.map(({ path }) => path) })),
  };
};

/** Solutions, starters and wrong answers have the same tails; whoever hands in the whole clone hands them in, too. */
const isOfTheKit = (path: string): boolean => /(?:^|\/)(?:solutions|grader)\/(?:.*\/)?\d\d-[a-z]/.test(path);

const startsTheKit = 'grader/start.cjs';

/** In a clone of the kit, these folders have nothing of the learner's, though it may be called like a declared file. */
const ofClones = (entries: readonly Entry[]): ((path: string) => boolean) => {
  const folders = entries
    .filter(({ path }) => `/${path}`.endsWith(`/${startsTheKit}`))
    .map(({ path }) => path.slice(0, -startsTheKit.length))
    .flatMap((clone) => [`${clone}grader/`, `${clone}solutions/`]);
  return (path) => folders.some((folder) => path.startsWith(folder));
};

const tailsOf = ({ id, slug }: Files, name: string, unique: boolean): readonly string[] => {
  const folder = id.slice(id.indexOf('/') + 1);
  return [
    `exercises/${id}/${name}`,
    `${id}/${name}`,
    `${folder}/${name}`,
    `${slug}/${name}`,
    ...(unique ? [name] : []),
  ];
};
