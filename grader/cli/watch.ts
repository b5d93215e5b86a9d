import { readExercises } from '../course/exercise.ts';
import { exercisesNamed, shortName } from '../course/names.ts';
import { currentExercise, nextPending } from '../course/path.ts';
import { ProgressFile, type ProgressRead } from '../course/progress-file.ts';
import { noProgress, standingOf } from '../course/progress.ts';
import { keepSolutionsOnPull } from '../course/pull.ts';
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
  if (more.length > 0) throw new UserError('Say one exercise to start at, or none.');
  // A terminal that cannot move its cursor says so.
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
\`npm start -- --plain\` tells each event in a line of text, and works anywhere.
\`npm run grade\` judges once and prints the verdict.`;

const keys = keyTable.map(([key, does]) => `  ${key.padEnd(8)}${does}`).join('\n');

const help = `npm start [-- exercise] [-- flags]

Watches your files, and judges every save. It starts where you were, or at the
exercise or track that is named.

${keys}

  --auto-next   go on to the next exercise after a pass
  --plain       no redrawing, a line an event: for screen readers and pipes
                (keys are letters with Enter where single keys cannot be read)
  --poll        read the files again and again instead of waiting for the
                system to tell of saves; found out by itself where needed
  --web         the same as a page in your browser, too; prints its address
  --help        this text`;

export const watch: Command = { help, run };
