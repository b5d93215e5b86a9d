import { checkExercise } from '../author/check.ts';
import { allIds, misnamedFolders } from '../author/trees.ts';
import { typeErrors } from '../author/types.ts';
import { identityOf } from '../course/exercise.ts';
import { exercisesNamed } from '../course/names.ts';
import { didYouMean } from '../course/nearest.ts';
import { noExercises, UserError } from '../course/user-error.ts';
import { Judge } from '../judge/judge.ts';
import { renderMatrix, type Check } from '../report/matrix.ts';
import type { Command, Context, ExitCode } from './command.ts';
import { parseFlags } from './flags.ts';
import { styleFor } from './terminal-style.ts';

const run = async (args: readonly string[], context: Context): Promise<ExitCode> => {
  const { positionals } = parseFlags(args, {});
  const [name, ...words] = positionals;
  if (name === 'check') return check(words, context);
  throw name === undefined
    ? new UserError('Say what to do with the exercises.', help)
    : new UserError(`There is no command \`author ${name}\`.`, didYouMean(name, ['check']) ?? help);
};

const check = async (words: readonly string[], { root, stdout, stderr, env, signal }: Context): Promise<ExitCode> => {
  const style = styleFor(stdout, env);
  const ids = await idsNamed(words, root);
  if (ids.length === 0) throw noExercises();
  const strays = words.length === 0 ? await misnamedFolders(root) : [];
  const judge = Judge.start(root);
  try {
    const errors = await typeErrors(root, signal);
    const checks: Check[] = [];
    for (const id of ids) {
      if (stderr.isTTY) stderr.write(`checking ${id}\n`);
      checks.push(await checkExercise(id, { root, judge, signal, typeErrors: errors }));
    }
    stdout.write(`${renderMatrix(checks, strays, style).join('\n')}\n`);
    return strays.length === 0 && checks.every(({ problems }) => problems.length === 0) ? 0 : 1;
  } finally {
    await judge.close();
  }
};

/** Also those that are too broken to be read. */
const idsNamed = async (words: readonly string[], root: string): Promise<readonly string[]> => {
  const all = (await allIds(root)).map(identityOf);
  const named = words.length === 0 ? all : words.flatMap((word) => exercisesNamed(word, all));
  return [...new Set(named.map(({ id }) => id))];
};

const help = `npm run author -- check [exercise...]

Proves the exercises, all or those that are named: the three trees agree; brief,
hints and metadata are valid; the starter type-checks and gets exactly the kinds
of finding that exercise.json names; the solution and every answer in right/
pass; every answer in wrong/ fails with the kind in its first line.

An answer is a file, which replaces the exercise's main file, or a folder with
some of its files. What it lacks comes from the solution.

Exit code: 0 all as it must be, 1 not, 2 wrong use.`;

export const author: Command = { help, run };
