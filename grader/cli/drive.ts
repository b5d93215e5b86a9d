import { listExercises, readExercise } from '../course/exercise.ts';
import { shortName } from '../course/names.ts';
import { DriveSession } from '../drive/session.ts';
import { keyTable } from '../drive/view/words.ts';
import { driveInTerminal } from '../watch/terminal/drive-terminal.ts';
import { attemptFolder } from './attempt-folder.ts';
import type { Command, Context, ExitCode } from './command.ts';
import { parseFlags } from './flags.ts';
import { oneExercise } from './one-exercise.ts';
import { styleFor } from './terminal-style.ts';

const options = {
  attempt: { type: 'string' },
  plain: { type: 'boolean' },
  scenario: { type: 'string' },
} as const;

const run = async (args: readonly string[], { root, stdin, stdout, env, signal }: Context): Promise<ExitCode> => {
  const { positionals, values } = parseFlags(args, options);
  const all = await listExercises(root);
  const exercise = await oneExercise(positionals, root, all);
  const attempt = await attemptFolder(values.attempt, env);
  const isScreen = stdin.isTTY && stdout.isTTY && env['TERM'] !== 'dumb';
  const driven = await readExercise(root, exercise.id);
  const { scenario } = values;
  const session = new DriveSession({
    root,
    exercise: driven,
    ...(attempt !== undefined && { folder: attempt }),
    ...(scenario !== undefined && { scenario }),
  });
  try {
    await driveInTerminal({
      session,
      name: shortName(exercise, all),
      root,
      folder: attempt ?? driven.folders.learner,
      stdin,
      stdout,
      style: styleFor(stdout, env),
      plain: values.plain ?? !isScreen,
      signal,
    });
  } finally {
    await session.close();
  }
  return 0;
};

const keys = keyTable.map(([key, does]) => `  ${key.padEnd(6)}${does}`).join('\n');

const help = `npm run drive -- [exercise] [flags]

You are the scheduler. Your attempt waits before its first step, and you say who
goes next. At each point you see how many of the remaining orders go wrong. If
you name no exercise, it is the one that npm start is at.

${keys}

  --scenario NAME  drive this scenario (default: the one of the first finding)
  --attempt DIR    take the attempt from DIR, and files that DIR lacks from the
                   starter
  --plain          sentences, no redrawing: for screen readers and pipes (where
                   single keys cannot be read, type a letter and Enter)
  --help           this text`;

export const drive: Command = { help, run };
