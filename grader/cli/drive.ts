import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { listExercises, readExercise } from '../course/exercise.ts';
import { exercisesNamed, shortName } from '../course/names.ts';
import { currentExercise } from '../course/path.ts';
import { ProgressFile } from '../course/progress-file.ts';
import { UserError } from '../course/user-error.ts';
import { keyTable } from '../drive/view/words.ts';
import { driveInTerminal } from '../watch/terminal/drive-terminal.ts';
import type { Command, Context, ExitCode } from './command.ts';
import { parseFlags } from './flags.ts';
import { styleFor } from './terminal-style.ts';

const options = {
  attempt: { type: 'string' },
  plain: { type: 'boolean' },
  scenario: { type: 'string' },
} as const;

const run = async (args: readonly string[], { root, stdin, stdout, env, signal }: Context): Promise<ExitCode> => {
  const { positionals, values } = parseFlags(args, options);
  const all = await listExercises(root);
  const [exercise, ...more] =
    positionals.length > 0
      ? positionals.flatMap((word) => exercisesNamed(word, all))
      : [currentExercise(all, (await new ProgressFile(root).read()).progress)];
  if (!exercise || more.length > 0) throw new UserError('Name one exercise.');
  const { attempt, scenario } = values;
  if (attempt !== undefined && !(await isFolder(attempt))) {
    throw new UserError(`There is no folder \`${attempt}\` to take the attempt from.`);
  }
  const isScreen = stdin.isTTY && stdout.isTTY && env['TERM'] !== 'dumb';
  await driveInTerminal({
    root,
    exercise: await readExercise(root, exercise.id),
    name: shortName(exercise, all),
    attempt: attempt === undefined ? undefined : resolve(attempt),
    scenario,
    stdin,
    stdout,
    style: styleFor(stdout, env),
    plain: values.plain ?? !isScreen,
    signal,
  });
  return 0;
};

const isFolder = async (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const keys = keyTable.map(([key, does]) => `  ${key.padEnd(6)}${does}`).join('\n');

const help = `npm run drive -- [exercise] [flags]

You are the scheduler: your attempt stands before its first step, and you say
who goes next. At each point you see how many of the orders that are left go
wrong. Without a name it is the exercise that npm start is at.

${keys}

  --scenario NAME  drive this scenario; else the one of the first finding
  --attempt DIR    take the attempt from DIR; files that DIR lacks come from
                   the starter
  --plain          no redrawing, sentences: for screen readers and pipes (keys
                   are letters with Enter where single keys cannot be read)
  --help           this text`;

export const drive: Command = { help, run };
