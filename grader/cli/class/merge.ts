import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { encodeEntry } from '../../class/grade/record.ts';
import { readJournal } from '../../class/grade/journal.ts';
import { mergeJournals, recordLines } from '../../class/grade/merge.ts';
import { writeWhole } from '../../course/state-folder.ts';
import { UserError } from '../../course/user-error.ts';
import type { Command, Context, ExitCode } from '../command.ts';
import { parseFlags } from '../flags.ts';
import { defaultMarks, journalName, recordsName } from './files.ts';

const flags = { out: { type: 'string', default: defaultMarks } } as const;

const run = async (args: readonly string[], { stdout }: Context): Promise<ExitCode> => {
  const { values, positionals } = parseFlags(args, flags);
  if (positionals.length === 0) throw new UserError('Name the journals to join.', help);
  const journals = await Promise.all(
    positionals.map(async (path) => {
      const journal = await readJournal(path);
      if (!journal) throw new UserError(`There is no journal \`${path}\`.`);
      return { path, journal };
    }),
  );
  const merged = mergeJournals(journals);
  const path = join(values.out, journalName);
  if (existsSync(path)) throw new UserError(`\`${path}\` already exists.`, 'Name another folder with `--out`.');
  const lines = [`${JSON.stringify(journals[0]?.journal.header)}\n`, ...[...merged.values()].map(encodeEntry)];
  // Half a journal would be taken for a whole one.
  await writeWhole(path, lines.join(''));
  await writeWhole(join(values.out, recordsName), recordLines(merged));
  stdout.write(`Joined ${journals.length} journals: ${merged.size} records, in ${values.out}.\n`);
  return 0;
};

const help = `npm run class -- merge JOURNAL... [--out DIR]

Joins the journals of several shards. Two marks for the same files must be
equal; a mark wins over a run that could not be checked.

  --out DIR   where to write the joined journal (${defaultMarks})

Exit code: 0 joined, 2 wrong usage, or the journals do not fit together.`;

export const mergeCommand: Command = { help, run };
