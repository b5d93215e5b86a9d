import { constants } from 'node:os';
import type { Command, Context } from './cli/command.ts';
import { asUserError } from './cli/system-error.ts';
import { didYouMean } from './course/nearest.ts';
import { UserError } from './course/user-error.ts';

/** Loaded on demand: a command must not wait for what only another one needs. */
const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['watch', async () => (await import('./cli/watch.ts')).watch],
  ['grade', async () => (await import('./cli/grade.ts')).grade],
  ['demo', async () => (await import('./cli/demo.ts')).demo],
  ['costs', async () => (await import('./cli/costs.ts')).costs],
  ['drive', async () => (await import('./cli/drive.ts')).drive],
  ['doctor', async () => (await import('./cli/doctor.ts')).doctor],
  ['author', async () => (await import('./cli/author.ts')).author],
  ['class', async () => (await import('./cli/class.ts')).classCommand],
]);

const isHelp = (word: string): boolean => word === '--help' || word === '-h';

const main = async ([name = '', ...args]: readonly string[], context: Context): Promise<number> => {
  if (isHelp(name)) {
    context.stdout.write(`${help}\n`);
    return 0;
  }
  const load = commands.get(name);
  if (!load) throw new UserError(`There is no command \`${name}\`.`, didYouMean(name, commands.keys()) ?? help);
  const command = await load();
  if (isHelp(args[0] ?? '') || (!command.answersHelp && args.some(isHelp))) {
    context.stdout.write(`${command.help}\n`);
    return 0;
  }
  return command.run(args, context);
};

const reported = (error: unknown): string => {
  const theirs = error instanceof UserError ? error : asUserError(error);
  if (theirs) return [theirs.message, theirs.help].filter((line) => line !== undefined).join('\n');
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${details}\nThis is a fault in Racelings, not in your code.`;
};

const help = `Racelings: small broken concurrent programs to fix.

  npm start                             watch your files and judge every save
  npm run grade -- [exercise...]        judge once
  npm run demo -- [exercise]            run an exercise's demo.ts for real
  npm run costs -- [exercise]           compare the costs of your choice of tool
  npm run drive -- [exercise]           be the scheduler: choose every step
  npm run doctor                        check whether anything gets in the way
  npm run class -- COMMAND              for teachers: collect, grade, give back
  npm run author -- check [exercise...] check the exercises themselves

Add --help to any of these to see its flags.`;

// The one place where the process ends: commands return a code, and clean up before they do.
// oxlint-disable-next-line unicorn/no-process-exit -- see above
const exit = (code: number): never => process.exit(code);

/**
 * Runs the command that this process was started with, and ends the process.
 * @param root of the clone
 */
export async function run(root: string): Promise<void> {
  const stop = new AbortController();
  let stoppedBy: number | undefined;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      // The first signal asks, so that everything we started is ended; the second one does not wait.
      if (stoppedBy !== undefined) exit(stoppedBy);
      stoppedBy = 128 + constants.signals[name];
      stop.abort();
    });
  }

  let unwritten: Error | undefined;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The reader closed the pipe (`| head`): nobody is left to tell.
    if (error.code === 'EPIPE') exit(0);
    // The disk is full, for example. What was started is ended first.
    unwritten ??= error;
    stop.abort();
  });
  process.stderr.on('error', () => {});

  let code: number;
  try {
    code = await main(process.argv.slice(2), {
      root,
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      env: process.env,
      signal: stop.signal,
    });
  } catch (error) {
    code = 2;
    if (stoppedBy === undefined && !unwritten) process.stderr.write(`${reported(error)}\n`);
  }
  // A failed write to a file is reported a little later than the write itself is done.
  await new Promise((resolve) => process.stdout.write('', resolve));
  if (unwritten) {
    code = 2;
    process.stderr.write(`The output could not be written: ${unwritten.message}\n`);
  }
  // Pipes are written to in the background: exiting at once would cut what was said.
  process.stdout.write('', () => process.stderr.write('', () => exit(stoppedBy ?? code)));
}
