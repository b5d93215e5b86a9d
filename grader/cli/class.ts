import { didYouMean } from '../course/nearest.ts';
import { UserError } from '../course/user-error.ts';
import { placeIn } from './attempt-folder.ts';
import type { Command, Context, ExitCode } from './command.ts';
import { parseFlags } from './flags.ts';

/** Loaded on demand, like the commands of the kit. */
const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['init', async () => (await import('./class/init.ts')).init],
  ['collect', async () => (await import('./class/collect.ts')).collectCommand],
  ['grade', async () => (await import('./class/grade.ts')).gradeCommand],
  ['merge', async () => (await import('./class/merge.ts')).mergeCommand],
  ['verify', async () => (await import('./class/verify.ts')).verifyCommand],
  ['export', async () => (await import('./class/export.ts')).exportCommand],
  ['report', async () => (await import('./class/report.ts')).reportCommand],
  ['pack', async () => (await import('./class/pack.ts')).packCommand],
]);

const run = async (args: readonly string[], context: Context): Promise<ExitCode> => {
  const [name, ...rest] = args;
  const load = commands.get(name ?? '');
  if (!load) {
    parseFlags(args, {});
    throw name === undefined
      ? new UserError('Name a command.', help)
      : new UserError(`There is no command \`class ${name}\`.`, didYouMean(name, commands.keys()) ?? help);
  }
  const command = await load();
  if (rest.some((word) => word === '--help' || word === '-h')) {
    context.stdout.write(`${command.help}\n`);
    return 0;
  }
  // The class is in the folder where the teacher is.
  process.chdir(placeIn(context.env));
  return command.run(rest, context);
};

const help = `npm run class -- COMMAND

For teachers. docs/teachers.md describes every step, from the first clone to the
marks.

  init      makes class.json: which exercises, how many points, which deadline
  collect   takes the exercises' files from what the learners handed in
  grade     grades them; if stopped, it resumes where it was
  merge     joins the records of several machines
  verify    grades a sample again, and compares
  export    fills in the platform's own files: Canvas, Moodle, Gradescope, ...
  report    writes one page to read: marks, frequent findings, learners
  pack      makes a folder for a platform's own runner

Add --help to any of these to see its flags.

Exit code: 0 done, 1 done, but something differs or has no mark, 2 wrong usage.`;

export const classCommand: Command = { help, run, answersHelp: true };
