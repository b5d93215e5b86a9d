import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { attemptOf, readAttempt, readAttemptFile, type AttemptFile, type AttemptFiles } from '../course/attempt.ts';
import type { Exercise } from '../course/exercise.ts';
import { UserError } from '../course/user-error.ts';
import { editsIn, type Edit } from './edits.ts';
import { expectationOf, type Expectation } from './expectation.ts';
import { filesBelow } from './folder.ts';
import { spliced } from './splice.ts';

/** An answer that is kept, and what its verdict must be. */
export type Answer = {
  /** `wrong/no-await.ts`, the folder `wrong/left-running`, or the edit `wrong/lifo` */
  readonly name: string;
  readonly files: AttemptFiles;
  /** What a wrong answer itself says that it must get. */
  readonly expects?: Expectation;
  /** Why there is nothing to judge. */
  readonly problem?: string;
};

export type Side = 'wrong' | 'right';

/** Holds the wrong answers that change a few lines of another answer. */
export const editsFile = 'edits.md';

/**
 * The answers in `wrong/` or `right/`. A file replaces the main file of the exercise, a folder replaces the files in
 * it; the rest comes from the solution, so that an answer is wrong in one way. An edit changes a few lines of an
 * answer.
 */
export const readAnswers = async (exercise: Exercise, side: Side): Promise<readonly Answer[]> => {
  const folder = join(exercise.folders.grader, side);
  const names = new Set((await filesBelow(folder)).map((path) => path.split('/')[0] ?? path));
  // A given file may lie here for the answers to import; it is not an answer.
  for (const name of exercise.given) names.delete(name);
  names.delete(editsFile);
  const whole = await Promise.all([...names].map((name) => readWhole(exercise, `${side}/${name}`)));
  const edited = side === 'wrong' ? await readEdited(exercise) : [];
  return withoutTwins([...whole, ...edited]);
};

const readWhole = async (exercise: Exercise, name: string): Promise<Answer> => {
  const path = join(exercise.folders.grader, name);
  const files = name.endsWith('.ts')
    ? await withMainFile(exercise, path)
    : await readAttempt(exercise, path, exercise.folders.solution);
  if (name.startsWith('right/')) return { name, files };
  const expects = expectationOf(await ownText(path, files));
  return expects === undefined ? { name, files, problem: form } : { name, files, expects };
};

const form = 'it does not begin with `// kind in "title of the check"` and, on the next line, why somebody writes it';

const withMainFile = async (exercise: Exercise, path: string): Promise<AttemptFiles> => {
  const [main, ...others] = (await readAttempt(exercise, exercise.folders.solution)).files;
  return main ? attemptOf([await readAttemptFile(main.name, path), ...others]) : attemptOf([]);
};

/** Text of the first declared file that is the answer's own. */
const ownText = async (path: string, { files }: AttemptFiles): Promise<string> => {
  const own = await filesBelow(path);
  const file = own.length === 0 ? files[0] : files.find(({ name }) => own.includes(name));
  return file?.state === 'text' ? file.text : '';
};

const readEdited = async (exercise: Exercise): Promise<readonly Answer[]> => {
  const path = join(exercise.folders.grader, 'wrong', editsFile);
  const markdown = await readFile(path, 'utf8').catch(() => '');
  const answers = editsIn(markdown).map(async ({ name: title, read }): Promise<Answer> => {
    const name = `wrong/${title}`;
    try {
      const edit = read();
      return { name, files: edited(edit, await readBase(exercise, edit.base)), expects: edit.expects };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { name, files: attemptOf([]), problem: error.message };
    }
  });
  return Promise.all(answers);
};

const readBase = async (exercise: Exercise, base: string): Promise<AttemptFiles> => {
  if (base === 'solution') return readAttempt(exercise, exercise.folders.solution);
  const right = await readAnswers(exercise, 'right');
  const found = right.find(({ name }) => name === base);
  if (found === undefined) throw new UserError(`there is no answer \`${base}\` to change`);
  return found.files;
};

const edited = ({ hunks }: Edit, { files }: AttemptFiles): AttemptFiles => {
  const left = new Set(hunks.keys());
  const changed = files.map((file, index): AttemptFile => {
    const key = index === 0 && hunks.has('') ? '' : file.name;
    const own = hunks.get(key);
    left.delete(key);
    return own && file.state === 'text' ? { ...file, text: spliced(file.text, own) } : file;
  });
  for (const name of left) throw new UserError(`there is no file \`${name}\` to change`);
  return attemptOf(changed);
};

const withoutTwins = (answers: readonly Answer[]): readonly Answer[] => {
  const bare = answers.map(({ name }) => name.replace(/\.ts$/, ''));
  return answers.map((answer, index) =>
    bare.indexOf(bare[index] ?? '') === index ? answer : { ...answer, problem: 'another answer has the same name' },
  );
};
