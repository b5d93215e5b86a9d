import { readAttempt } from '../course/attempt.ts';
import { listExercises, readExercise, readExercises } from '../course/exercise.ts';
import { shortName } from '../course/names.ts';
import { UserError } from '../course/user-error.ts';
import { comparedCosts } from '../costs/compare.ts';
import { wrap } from '../report/text.ts';
import { attemptFolder } from './attempt-folder.ts';
import type { Command, Context, ExitCode } from './command.ts';
import { parseFlags } from './flags.ts';
import { oneExercise } from './one-exercise.ts';
import { styleFor } from './terminal-style.ts';

const options = { attempt: { type: 'string' }, again: { type: 'boolean' } } as const;

const run = async (args: readonly string[], { root, stdout, env, signal }: Context): Promise<ExitCode> => {
  const { positionals, values } = parseFlags(args, options);
  const all = await listExercises(root);
  const exercise = await readExercise(root, (await oneExercise(positionals, root, all)).id);
  const { costs } = exercise;
  if (!costs) throw new UserError(`There are no costs to compare in ${shortName(exercise, all)}.`, await others(root));
  const folder = await attemptFolder(values.attempt, env);
  const own = await readAttempt(exercise, folder ?? exercise.folders.learner, exercise.folders.starter);
  const how = { root, signal, style: styleFor(stdout, env), again: values.again ?? false };
  for await (const line of comparedCosts(exercise, costs, own, how)) stdout.write(`${line}\n`);
  return 0;
};

/** Columns of a message. */
const width = 80;

const others = async (root: string): Promise<string> => {
  const all = await readExercises(root);
  const names = all.filter((exercise) => exercise.costs).map((exercise) => shortName(exercise, all));
  return wrap(`Exercises that have some: ${names.join(', ')}.`, width).join('\n');
};

const help = `npm run costs -- [exercise] [flags]

Compares what the same work costs with your choice of tool and with the others:
time, the busiest thread, stalls of the event loop, memory, threads, processes,
messages, and what a crash ends. It measures on this machine, for the exercises
of the last track. The figures decide no verdict.

  --attempt DIR    take the attempt from DIR, and files that DIR lacks from the
                   starter
  --again          measure the other answers again, too
  --help           this text`;

export const costs: Command = { help, run };
