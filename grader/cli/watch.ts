import { readExercises } from '../course/exercise.ts';
import { exercisesNamed, shortName } from '../course/names.ts';
import { currentExercise, nextPending } from '../course/path.ts';
import { ProgressFile, type ProgressRead } from '../course/progress-file.ts';
import { noProgress, standingOf } from '../course/progress.ts';
import { keepSolutionsOnPull } from '../course/pull.ts';
import { messageOf } from '../course/message-of.ts';
import { noExercises, UserError } from '../course/user-error.ts';
import { PlainDisplay, ScreenDisplay } from '../watch/terminal/display.ts';
import { keyTable } from '../watch/screens/key-table.ts';
import { showsLinks } from '../watch/screens/link.ts';
import { watchExercises } from '../watch/watch.ts';
import type { Command, Context, ExitCode } from './command.ts';
import { parseFlags } from './flags.ts';
import { styleFor } from './terminal-style.ts';

const options = {
  'auto-next': { type: 'boolean' },
  plain: { type: 'boolean' },
  poll: { type: 'boolean' },
  web: { type: 'boolean' },
} as const;

const run = async (args: readonly string[], context: Context): Promise<ExitCode> => {
  const { root, stdin, stdout, env, signal } = context;
  const { positionals, values } = parseFlags(args, options);
  const [word, ...more] = positionals;
  if (more.length > 0) throw new UserError('Name one exercise to start at, or none.');
  // A terminal that cannot move its cursor has this name.
  const isPlain = values.plain ?? env['TERM'] === 'dumb';
  if (!isPlain && (!stdin.isTTY || !stdout.isTTY)) throw new UserError('npm start needs a terminal.', noTerminalHelp);

  const progressFile = new ProgressFile(root);
  const [course, { progress, notice }] = await Promise.all([readExercises(root), progressOrNotice(progressFile)]);
  const named = word === undefined ? undefined : exercisesNamed(word, course);
  const current = named ? (nextPending(named, progress) ?? named[0]) : currentExercise(course, progress);
  if (!current) throw noExercises();
  const pulls = keepSolutionsOnPull(root);

  const look = { ...styleFor(stdout, env), root, links: showsLinks(env) };
  const display = isPlain ? new PlainDisplay(stdin, stdout, look) : new ScreenDisplay(stdin, stdout, look);
  const { 'auto-next': autoNext = false, poll = false, web = false } = values;
  const last = await watchExercises({
    root,
    course,
    current,
    progress,
    progressFile,
    autoNext,
    poll,
    web,
    // Loaded on demand: most sessions never need it.
    openPage: async (onWish) => (await import('../web/server.ts')).servePage({ root, onWish }),
    notice,
    display,
    env,
    signal,
  });
  await pulls;
  const passed = course.filter(({ id }) => standingOf(last.progress, id).passed).length;
  stdout.write(`${passed} of ${course.length} passed. npm start continues at ${shortName(last.current, course)}.\n`);
  return 0;
};

/** The kit also works without its memory. */
const progressOrNotice = async (file: ProgressFile): Promise<ProgressRead> =>
  file.read().catch((error: unknown) => ({
    progress: noProgress,
    notice: `Your progress could not be read: ${messageOf(error)}`,
  }));

const noTerminalHelp = `It redraws a screen and reads keys, but this is a pipe or a file.
\`npm start -- --plain\` prints a line of text for each event, and works anywhere.
\`npm run grade\` judges once and prints the verdict.`;

const keys = keyTable.map(([key, does]) => `  ${key.padEnd(8)}${does}`).join('\n');

const help = `npm start [-- exercise] [-- flags]

Watches your files, and judges every save. It starts where you left off, or at
the exercise or track you name.

${keys}

  --auto-next   go on to the next exercise after a pass
  --plain       one line per event, no redrawing: for screen readers and pipes
                (where single keys cannot be read, type a letter and Enter)
  --poll        look at the files again and again, without waiting for the
                system to report saves; turned on by itself where needed
  --web         also show all this as a page in your browser; prints its address
  --help        this text`;

export const watch: Command = { help, run };
