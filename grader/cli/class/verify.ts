import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isolationNamed } from '../../class/grade/isolation.ts';
import { gradeClass } from '../../class/grade/grading.ts';
import { openJournal } from '../../class/grade/journal.ts';
import { journalName } from '../../class/own-files.ts';
import { essenceOf, isMark, keyOf } from '../../class/grade/record.ts';
import { isSampled, parseShare } from '../../class/grade/sample.ts';
import { commitFrom, refuseMixedSeeds, seedsIn } from '../../class/grade/seed.ts';
import { temporaryFolder } from '../../judge/temporary-folder.ts';
import { printable } from '../../report/text.ts';
import type { Command, Context, ExitCode } from '../command.ts';
import { parseFlags } from '../flags.ts';
import { commonFlags, commonHelp, kitStamp, readGraded } from './files.ts';

const flags = {
  ...commonFlags,
  sample: { type: 'string', default: '10%' },
  isolation: { type: 'string', default: 'auto' },
  seed: { type: 'string' },
  'i-trust-these-submissions': { type: 'boolean', default: false },
} as const;

const run = async (args: readonly string[], { root, stdout, stderr, signal }: Context): Promise<ExitCode> => {
  const { values } = parseFlags(args, flags);
  const share = parseShare(values.sample);
  const graded = await readGraded(root, { classFile: values.class, folder: values.folder, marks: values.marks });
  const seed = await commitFrom(values.seed, graded.classFile.seedCommit);
  refuseMixedSeeds(
    [{ what: 'This command', commit: seed }, ...seedsIn(join(values.marks, journalName), graded.entries)],
    'Verify with the same `--seed` as you graded with.',
  );
  const isolation = await isolationNamed(values.isolation, { trusted: values['i-trust-these-submissions'] });
  const before = [...graded.entries.values()]
    .map(({ record }) => record)
    .filter((record) => isMark(record) && isSampled(keyOf(record), share));
  const [first] = before;
  if (!first) {
    stdout.write('There is no mark in this sample. Take a larger one.\n');
    return 0;
  }
  const kit = await kitStamp(root, graded.exercises);
  if (kit !== graded.journal.header.kit)
    stderr.write(
      `The marks are from another version of the kit (${graded.journal.header.kit}, this is ${kit}).\n` +
        'A verdict may be different for that reason alone.\n',
    );
  const folder = temporaryFolder('verify-');
  const journal = await openJournal(join(folder, journalName), graded.journal.header);
  try {
    const { classFile, exercises, collected } = graded;
    const wanted = new Set(before.map(keyOf));
    const only = (learner: string, exercise: string): boolean => wanted.has(keyOf({ learner, exercise }));
    const stamp = { kit: first.kit, node: `v${process.versions.node}`, seed, isolation: isolation.stamp };
    await gradeClass(journal, collected, {
      root,
      folder: values.folder,
      classFile,
      exercises,
      signal,
      stamp,
      isolation: isolation.name,
      only,
    });
    const differing = before.flatMap((record) => {
      const { learner, exercise } = record;
      const now = journal.entries.get(keyOf(record))?.record;
      if (now && essenceOf(now) === essenceOf(record)) return [];
      const isUnknown = !now || !isMark(now);
      return [
        `${learner}, ${exercise}: ${isUnknown ? 'it could not be checked now' : 'the verdict is different now'}.`,
      ];
    });
    for (const line of differing) stdout.write(`${printable(line)}\n`);
    stdout.write(`${before.length - differing.length} of ${before.length} records are the same.\n`);
    return differing.length === 0 ? 0 : 1;
  } finally {
    await journal.close();
    await rm(folder, { recursive: true, force: true });
  }
};

const help = `npm run class -- verify [flags]

Grades a sample of the marks again, and compares their records byte for byte.

${commonHelp}
  --sample N%       how many (10%); the same ones each time
  --seed FILE       the one that they were graded with, if any
  --isolation NAME  as for \`grade\`

Exit code: 0 all the same, 1 some differ, 2 wrong usage.`;

export const verifyCommand: Command = { help, run };
