import { readExercises } from '../course/exercise.ts';
import { exercisesNamed, shortName } from '../course/names.ts';
import { currentExercise, nextPending } from '../course/path.ts';
import { ProgressFile, type ProgressRead } from '../course/progress-file.ts';
import { noProgress, standingOf } from '../course/progress.ts';
import { noExercises, UserError } from '../course/user-error.ts';
import { showsLinks } from '../watch/link.ts';
import { watchExercises } from '../watch/watch.ts';
import type { Command, Context, ExitCode } from './command.ts';
import { parseFlags } from './flags.ts';
import { styleFor } from './terminal-style.ts';

const run = async (args: readonly string[], context: Context): Promise<ExitCode> => {
  const { root, stdin, stdout, env, signal } = context;
  const { positionals } = parseFlags(args, {});
  const [word, ...more] = positionals;
  if (more.length > 0) throw new UserError('Say one exercise to start at, or none.');
  if (!stdin.isTTY || !stdout.isTTY) throw new UserError('npm start needs a terminal.', noTerminalHelp);

  const progressFile = new ProgressFile(root);
  const [course, { progress, notice }] = await Promise.all([readExercises(root), progressOrNotice(progressFile)]);
  const named = word === undefined ? undefined : exercisesNamed(word, course);
  const current = named
    ? (nextPending(named, progress) ?? named[0])
    : currentExercise(course, progress);
  if (!current) throw noExercises();

  const look = { ...styleFor(stdout, env), root, links: showsLinks(env) };
  const last = await watchExercises({ root, course, current, progress, progressFile, notice, look, stdin, stdout, signal });
  const passed = course.filter(({ id }) => standingOf(last.progress, id).passed).length;
  stdout.write(`${passed} of ${course.length} passed. npm start goes on at ${shortName(last.current, course)}.\n`);
  return 0;
};

/** The kit works without its memory, too. */
const progressOrNotice = async (file: ProgressFile): Promise<ProgressRead> =>
  file.read().catch((error: unknown) => ({
    progress: noProgress,
    notice: `Your progress could not be read: ${error instanceof Error ? error.message : String(error)}`,
  }));

const noTerminalHelp = `It redraws a screen and listens for keys, and here is a pipe or a file.
\`npm run grade\` judges once and prints the verdict.`;

const help = `npm start [-- exercise]

Watches your files, and judges every save. It starts where you were, or at the
exercise or track that is named.

  h  next hint          l  list of all exercises   x  reset, with a backup
  n  next exercise      r  run again               q  quit`;

export const watch: Command = { help, run };
