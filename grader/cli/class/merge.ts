import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeEntry } from '../../class/grade/record.ts';
import { readJournal } from '../../class/grade/journal.ts';
import { journalName } from '../../class/own-files.ts';
import { mergeJournals, recordLines } from '../../class/grade/merge.ts';
import { commitFrom, refuseMixedSeeds, seedsIn } from '../../class/grade/seed.ts';
import { writeTogether } from '../../course/state-folder.ts';
import { UserError } from '../../course/user-error.ts';
import type { Command, Context, ExitCode } from '../command.ts';
import { parseFlags } from '../flags.ts';
import { defaultMarks, recordsName } from './files.ts';

const flags = { out: { type: 'string', default: defaultMarks }, seed: { type: 'string' } } as const;

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
  if (values.seed !== undefined) {
    const given = { what: `\`${values.seed}\``, commit: await commitFrom(values.seed, undefined) };
    for (const { path, journal } of journals)
      refuseMixedSeeds([given, ...seedsIn(path, journal.entries)], 'Grade with this seed, or merge without it.');
  }
  const merged = mergeJournals(journals);
  const lines = [`${JSON.stringify(journals[0]?.journal.header)}\n`, ...[...merged.values()].map(encodeEntry)].join('');
  const path = join(values.out, journalName);
  const found = await readFile(path, 'utf8').catch(() => undefined);
  // An equal file is left from the same command, stopped at its very end.
  if (found !== lines && existsSync(path))
    throw new UserError(`\`${path}\` already exists.`, 'Name another folder with `--out`.');
  await writeTogether([
    { path: join(values.out, recordsName), content: recordLines(merged) },
    { path, content: lines },
  ]);
  stdout.write(`Joined ${journals.length} journals: ${merged.size} records, in ${values.out}.\n`);
  return 0;
};

const help = `npm run class -- merge JOURNAL... [flags]

Joins the journals of several shards. Two marks for the same files must be
equal; a mark wins over a run that could not be checked. All must have been
graded with the same seed, or all without.

  --out DIR    where to write the joined journal (${defaultMarks})
  --seed FILE  also sees to it that this is the seed

Exit code: 0 joined, 2 wrong usage, or the journals do not fit together.`;

export const mergeCommand: Command = { help, run };
