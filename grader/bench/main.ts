import { fork } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseFlags, type Flags } from '../cli/flags.ts';
import { didYouMean } from '../course/nearest.ts';
import { UserError } from '../course/user-error.ts';

/*
 * A section is a file beside this one, run in a process of its own, one after another: nothing that one has
 * loaded can help the next. Nothing is asserted: a machine's figures are for reading.
 */

const help = `npm run bench -- [section...] [flags]

Measures the sections you name; without a name all of them, which takes long.

  saves              save → verdict, beside vitest --watch on the same checks
  start              from the command to the first screen
  catalogue          all solutions, graded as a teacher does
  wrong-answers      in how many orders each one fails
  drive-steps        a step of a drive
  page               the browser: first picture, verdicts, a step of a drive
  memory             what a long session holds
  real-sleeps        answers that let time pass instead of waiting
  class              a class whose marks are known: graded, killed, in shards
  tasks-…, threads-… the explorers, beside others

  --exercises PART   saves, real-sleeps: only exercises with this in their id
  --saves N          saves, memory: how many
  --pause MS[,MS]    saves: time from a verdict to the next save; several
                     are tried one after the other (300,4000)
  --rounds N         start: how often
  --learners N       class: how many (3)
  --json FILE        write the figures to a file
  --list             the names of all sections
  --help             this text`;

const options = {
  exercises: { type: 'string' },
  saves: { type: 'string' },
  pause: { type: 'string' },
  rounds: { type: 'string' },
  learners: { type: 'string' },
  json: { type: 'string' },
  list: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Files of programs and workers are parts of a section. */
const isSection =
  /^((?:saves|start|catalogue|wrong-answers|memory|drive-steps|page|real-.*|class|tasks-.*|threads-.*)(?<!-programs|-worker))\.ts$/;

type Section = {
  readonly name: string;
  readonly code: number | null;
  readonly text: string;
  readonly figures: readonly unknown[];
};

/** Shows the section's text as it comes, and collects the figures that it reports. */
const run = async (name: string, settings: NodeJS.ProcessEnv): Promise<Section> =>
  new Promise((resolve, reject) => {
    const section = fork(join(import.meta.dirname, `${name}.ts`), [], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { ...process.env, ...settings },
    });
    let text = '';
    const figures: unknown[] = [];
    section.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      process.stdout.write(chunk);
    });
    section.on('message', (figure) => figures.push(figure));
    section.once('error', reject).once('close', (code) => resolve({ name, code, text, figures }));
  });

/** What a section reads from its environment. */
const settingsFrom = ({
  exercises,
  saves,
  pause,
  rounds,
  learners,
}: Flags<typeof options>['values']): NodeJS.ProcessEnv => ({
  ...(exercises !== undefined && { EXERCISES: exercises }),
  ...(saves !== undefined && { SAVES: positive('saves', saves) }),
  ...(rounds !== undefined && { ROUNDS: positive('rounds', rounds) }),
  ...(learners !== undefined && { LEARNERS: positive('learners', learners) }),
  ...(pause !== undefined && {
    PAUSES: pause
      .split(',')
      .map((ms) => positive('pause', ms))
      .join(','),
  }),
});

const positive = (flag: string, text: string): string => {
  if (/^[1-9]\d{0,8}$/.test(text)) return text;
  throw new UserError(`Expected a positive whole number for \`--${flag}\`, got \`${text}\`.`);
};

const main = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseFlags(args, options);
  const names = (await readdir(import.meta.dirname)).flatMap((file) => isSection.exec(file)?.[1] ?? []).toSorted();
  if (values.help || values.list) {
    console.log(values.help ? help : names.join('\n'));
    return 0;
  }
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new UserError(
      `There is no section \`${unknown}\`.`,
      didYouMean(unknown, names) ?? `The sections are: ${names.join(', ')}.`,
    );
  }
  const settings = settingsFrom(values);
  const sections: Section[] = [];
  for (const name of positionals.length > 0 ? positionals : names) {
    console.log(`\n# ${name}`);
    sections.push(await run(name, settings));
  }
  const machine = {
    cpu: cpus()[0]?.model,
    cores: availableParallelism(),
    platform: process.platform,
    node: process.versions.node,
  };
  if (values.json !== undefined) {
    await writeFile(
      values.json,
      `${JSON.stringify({ at: new Date().toISOString(), machine, sections }, undefined, 2)}\n`,
    );
  }
  return sections.every(({ code }) => code === 0) ? 0 : 1;
};

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof UserError)) throw error;
  console.error([error.message, error.help].filter((line) => line !== undefined).join('\n'));
  return 2;
});
