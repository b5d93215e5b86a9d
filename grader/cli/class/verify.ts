import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isolationNamed } from '../../class/grade/isolation.ts';
import { gradeClass } from '../../class/grade/grading.ts';
import { openJournal } from '../../class/grade/journal.ts';
import { essenceOf, keyOf, type GradeRecord } from '../../class/grade/record.ts';
import { isSampled, parseShare } from '../../class/grade/sample.ts';
import { temporaryFolder } from '../../judge/temporary-folder.ts';
import type { Command, Context, ExitCode } from '../command.ts';
import { parseFlags } from '../flags.ts';
import { commonFlags, commonHelp, journalName, readGraded } from './files.ts';

const flags = {
  ...commonFlags,
  sample: { type: 'string', default: '10%' },
  isolation: { type: 'string', default: 'auto' },
  'i-trust-these-submissions': { type: 'boolean', default: false },
} as const;

const run = async (args: readonly string[], { root, stdout, signal }: Context): Promise<ExitCode> => {
  const { values } = parseFlags(args, flags);
  const share = parseShare(values.sample);
  const graded = await readGraded(root, { classFile: values.class, folder: values.folder, marks: values.marks });
  const isolation = await isolationNamed(values.isolation, { trusted: values['i-trust-these-submissions'] });
  const before = [...graded.journal.entries.values()]
    .map(({ record }) => record)
    .filter((record) => isSampled(keyOf(record), share));
  const [first] = before;
  if (!first) {
    stdout.write('There is no record in this sample. Take a larger one.\n');
    return 0;
  }
  const folder = temporaryFolder('verify-');
  const journal = await openJournal(join(folder, journalName), graded.journal.header);
  try {
    const { classFile, exercises, collected } = graded;
    const wanted = new Set(before.map(keyOf));
    const only = (learner: string, exercise: string): boolean => wanted.has(keyOf({ learner, exercise }));
    const stamp = { kit: first.kit, node: `v${process.versions.node}`, seed: first.seed, isolation: isolation.stamp };
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
    const differing = before.filter((record) => !isSame(record, journal.entries.get(keyOf(record))?.record));
    for (const { learner, exercise } of differing)
      stdout.write(`${learner}, ${exercise}: the verdict is different now.\n`);
    stdout.write(`${before.length - differing.length} of ${before.length} records are the same.\n`);
    return differing.length === 0 ? 0 : 1;
  } finally {
    await journal.close();
    await rm(folder, { recursive: true, force: true });
  }
};

const isSame = (a: GradeRecord, b: GradeRecord | undefined): boolean =>
  b !== undefined && essenceOf(a) === essenceOf(b);

const help = `npm run class -- verify [flags]

Grades a sample of the records again, and compares them byte for byte.

${commonHelp}
  --sample N%       how many (10%); the same ones each time
  --isolation NAME  as for \`grade\`

Exit code: 0 all the same, 1 some differ, 2 wrong usage.`;

export const verifyCommand: Command = { help, run };
