import { collect } from '../../class/collect/collect.ts';
import { mostListed, type Collected } from '../../class/collect/collected.ts';
import { UserError } from '../../course/user-error.ts';
import { printable } from '../../report/text.ts';
import { counted } from '../../verdict/counted.ts';
import type { Command, Context, ExitCode } from '../command.ts';
import { parseFlags } from '../flags.ts';
import { classFileName, defaultFolder, readAssigned } from './files.ts';

const flags = {
  class: { type: 'string', default: classFileName },
  out: { type: 'string', default: defaultFolder },
} as const;

const run = async (args: readonly string[], { root, stdout, signal }: Context): Promise<ExitCode> => {
  const { values, positionals } = parseFlags(args, flags);
  if (positionals.length === 0) throw new UserError('Say where the submissions are.', help);
  const assigned = await readAssigned(root, values.class);
  const collected = await collect(positionals, values.out, { ...assigned, signal });
  stdout.write(`${told(collected, values.out).map(printable).join('\n')}\n`);
  return collected.learners.some(({ unreadable, problems }) => unreadable !== undefined || problems.length > 0) ? 1 : 0;
};

const told = ({ learners, unclaimed }: Collected, out: string): readonly string[] => [
  ...learners.flatMap(({ id, name, files, problems, skipped, superseded, unreadable, late }) => [
    ...(unreadable === undefined ? [] : [`${id} (${name}) can't be read: ${unreadable}.`]),
    ...problems.map((problem) => `${id} (${name}): ${problem}.`),
    ...(skipped.length === 0 ? [] : [`${id} (${name}): not looked into: ${list(skipped)}.`]),
    ...superseded.map(({ source, why }) => `${id} (${name}): ${source} does not count: ${why}.`),
    ...(files.length === 0 && unreadable === undefined && problems.length === 0
      ? [`${id} (${name}) handed in none of the files.`]
      : []),
    ...(late ? [`${id} (${name}) handed in after the deadline.`] : []),
  ]),
  ...(unclaimed.length === 0 ? [] : [`In no learner's folder, and not taken: ${list(unclaimed)}.`]),
  `${counted(learners.length, 'learner')}, ${counted(countOfFiles(learners), 'file')}, in ${out}.`,
];

const countOfFiles = (learners: Collected['learners']): number =>
  learners.reduce((sum, { files }) => sum + files.length, 0);

const list = (words: readonly string[], most = 3): string => {
  const more = words.length < mostListed ? String(words.length - most) : 'many';
  return [...words.slice(0, most), ...(words.length > most ? [`${more} more`] : [])].join(', ');
};

const help = `npm run class -- collect SOURCE... [flags]

Takes only the declared files of the class's exercises from what was handed in.
All other files are listed, and never run; node_modules, .git and the like are
named, and not looked into. A SOURCE is

  a folder       with a folder for each learner
  a .zip         as Moodle, Canvas or Gradescope make it
  a .csv         a list of git repositories: columns id and url, and where
                 needed name, commit or before

  --class FILE   the class file (${classFileName})
  --out DIR      where to put them (${defaultFolder}); replaces what an earlier
                 collect made there

Exit code: 0 everything could be read, 1 something could not, 2 wrong usage.`;

export const collectCommand: Command = { help, run };
