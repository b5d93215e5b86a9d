import { execFile } from 'node:child_process';
import pc from 'picocolors';
import { checkExercises } from '../author/check.ts';
import { burnCores, pinTo } from '../author/load.ts';
import { instrumentNamed, newExercise } from '../author/new.ts';
import { soakExercises, type SoakProgress } from '../author/soak.ts';
import { allIds, misnamedFolders } from '../author/trees.ts';
import { typeErrors } from '../author/types.ts';
import { identityOf } from '../course/exercise.ts';
import { exercisesNamed } from '../course/names.ts';
import { didYouMean } from '../course/nearest.ts';
import { noExercises, UserError } from '../course/user-error.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { renderMatrix } from '../report/matrix.ts';
import { soakTable, type Soak } from '../report/soak.ts';
import { renderVerdict } from '../report/verdict.ts';
import type { Command, Context, ExitCode } from './command.ts';
import { parseFlags } from './flags.ts';
import { styleFor } from './terminal-style.ts';

const run = async (args: readonly string[], context: Context): Promise<ExitCode> => {
  const [name, ...rest] = args;
  if (name === 'check') return check(rest, context);
  if (name === 'soak') return soak(rest, context);
  if (name === 'new') return create(rest, context);
  // The first word may still be a flag that does not exist.
  parseFlags(args, {});
  throw name === undefined
    ? new UserError('Name a command.', help)
    : new UserError(`There is no command \`author ${name}\`.`, didYouMean(name, ['new', 'check', 'soak']) ?? help);
};

const create = async (args: readonly string[], { root, stdout }: Context): Promise<ExitCode> => {
  const { values, positionals } = parseFlags(args, { instrument: { type: 'string', default: 'T' } });
  const [word, ...more] = positionals;
  if (word === undefined || more.length > 0)
    throw new UserError('Name one exercise, such as `async-races/keyed-lock`.', help);
  const id = await newExercise(root, word, instrumentNamed(values.instrument));
  const slug = identityOf(id).slug;
  stdout.write(`Made a small working exercise, in these three folders:

  exercises/${id}
  solutions/${id}
  grader/exercises/${id}

Replace its parts one by one; CONTRIBUTING.md says what each must be.
\`npm run author -- check ${slug}\` says after each step what does not match.
`);
  return 0;
};

const checkFlags = {
  all: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
} as const;

const check = async (args: readonly string[], { root, stdout, stderr, env, signal }: Context): Promise<ExitCode> => {
  const { values, positionals: words } = parseFlags(args, checkFlags);
  if (values.write && env['CI'])
    throw new UserError('`--write` does not work in CI: what it changes is for you to review.');
  const style = styleFor(stdout, env);
  const ids = await idsNamed(words, root);
  if (ids.length === 0) throw noExercises();
  const strays = words.length === 0 ? await misnamedFolders(root) : [];
  const errors = await typeErrors(root, signal);
  const onExercise = (id: string): void => void (stderr.isTTY && stderr.write(`checking ${id}\n`));
  const checks = await checkExercises(ids, {
    ...values,
    root,
    signal,
    typeErrors: errors,
    commit: await commitOf(root),
    onExercise,
  });
  stdout.write(`${renderMatrix(checks, strays, style).join('\n')}\n`);
  return strays.length === 0 && checks.every(({ problems }) => problems.length === 0) ? 0 : 1;
};

/** Hash of the current commit; empty outside a repository. */
const commitOf = async (root: string): Promise<string> =>
  new Promise((resolve) => {
    execFile('git', ['rev-parse', 'HEAD'], { cwd: root }, (_error, stdout) => resolve(stdout.trim()));
  });

const soakFlags = {
  times: { type: 'string', default: '20' },
  hogs: { type: 'string', default: '0' },
  cores: { type: 'string' },
  short: { type: 'boolean', default: false },
  only: { type: 'string', default: '' },
} as const;

const soak = async (args: readonly string[], { root, stdout, stderr, env, signal }: Context): Promise<ExitCode> => {
  const { values, positionals } = parseFlags(args, soakFlags);
  const times = countIn('--times', values.times, 1);
  const hogs = countIn('--hogs', values.hogs, 0);
  const ids = await idsNamed(positionals, root);
  if (ids.length === 0) throw noExercises();
  if (values.cores !== undefined) await pinTo(countIn('--cores', values.cores, 1));
  const style = styleFor(stdout, env);
  const plain = { ...style, width: 80, colors: pc.createColors(false), ascii: false };
  const textOf = (verdict: Verdict, name: string): string =>
    renderVerdict(verdict, { name, folder: '.' }, plain).join('\n');
  const table = soakTable(ids, style);
  const rest = burnCores(hogs);
  stdout.write(`${table.header}\n`);
  const show = soakProgress(stderr);
  const onExercise = (done: Soak): void => {
    show.clear();
    stdout.write(`${table.linesOf(done).join('\n')}\n`);
  };
  try {
    const soaks = await soakExercises(ids, {
      root,
      signal,
      times,
      isShort: values.short,
      only: values.only,
      textOf,
      onVerdict: show.verdict,
      onExercise,
    });
    stdout.write(`${table.end(soaks).join('\n')}\n`);
    return soaks.every(({ problems }) => problems.length === 0) ? 0 : 1;
  } finally {
    rest();
  }
};

/** In a terminal one line that keeps changing; elsewhere a line for each tenth of the way. */
const soakProgress = (stderr: Context['stderr']) => {
  let tenths = 0;
  const clear = (): void => void (stderr.isTTY && stderr.write('\r\u001b[K'));
  const verdict = ({ judged, of, wrong, attempt }: SoakProgress): void => {
    const line = `${judged} of ${of} verdicts, ${wrong} wrong`;
    clear();
    if (stderr.isTTY) stderr.write(`${line}: ${attempt}`.slice(0, (stderr.columns ?? 80) - 1));
    else if (Math.floor((10 * judged) / of) > tenths) stderr.write(`${line}\n`);
    tenths = Math.floor((10 * judged) / of);
    if (stderr.isTTY && judged === of) clear();
  };
  return { clear, verdict };
};

const countIn = (flag: string, value: string, least: number): number => {
  const count = Number(value);
  if (Number.isSafeInteger(count) && count >= least) return count;
  throw new UserError(`\`${flag}\` needs a whole number of at least ${least}, not \`${value}\`.`, help);
};

/** Includes the ids of exercises that are too broken to be read. */
const idsNamed = async (words: readonly string[], root: string): Promise<readonly string[]> => {
  const all = (await allIds(root)).map(identityOf);
  const named = words.length === 0 ? all : words.flatMap((word) => exercisesNamed(word, all));
  return [...new Set(named.map(({ id }) => id))];
};

const help = `npm run author -- new TRACK/SLUG [--instrument T|S|R]
npm run author -- check [--all] [--write] [exercise...]
npm run author -- soak [--times N] [--hogs N] [--cores N] [--short]
                       [--only TEXT] [exercise...]

new
Makes the three folders of an exercise: small, complete, for you to rewrite.
  --instrument  T tasks on one thread, S threads over shared memory, R a real
                run, measured (T)

check

Proves all exercises, or the ones you name: the three trees agree; brief, hints
and metadata are valid; the starter type-checks and gets exactly the kinds of
finding that exercise.json names; the solution and every answer in right/ pass;
every answer in wrong/ gets its finding from the check that it names.

An answer is a file that replaces the exercise's main file, or a folder with
some of its files, or a few changed lines in a section of wrong/edits.md. Files
that it lacks are the solution's.

What an exercise's proof.json says is trusted as long as the answer, the checks
and the grader are unchanged. One answer in ten is judged all the same; each
commit picks others. An answer without a proof is always judged.
  --all       judge everything
  --write     write the results into the proofs; not in CI

soak
Judges starters, solutions and all answers in right/ and wrong/ many times.
Counts the verdicts that are not as expected, and the texts that differ.
  --times N   how many times to judge each (20)
  --hogs N    meanwhile, N processes each keep a core busy (0)
  --cores N   use only the first N cores (Linux)
  --short     starters and solutions only
  --only TEXT only attempts with TEXT in their name, such as wrong/no-await

Exit code: 0 everything is as it must be, 1 something is not, 2 wrong usage.`;

export const author: Command = { help, run };
