import { join } from 'node:path';
import { reportPage } from '../../class/report/page.ts';
import { writeWhole } from '../../course/state-folder.ts';
import type { Command, Context, ExitCode } from '../command.ts';
import { parseFlags } from '../flags.ts';
import { commonFlags, commonHelp, readGraded } from './files.ts';

const flags = { ...commonFlags, out: { type: 'string' }, anonymous: { type: 'boolean', default: false } } as const;

const run = async (args: readonly string[], { root, stdout }: Context): Promise<ExitCode> => {
  const { values } = parseFlags(args, flags);
  const { marks, classFile } = await readGraded(root, {
    classFile: values.class,
    folder: values.folder,
    marks: values.marks,
  });
  const out = values.out ?? join(values.marks, 'report.html');
  await writeWhole(out, reportPage(marks, { title: classFile.title, anonymous: values.anonymous }));
  stdout.write(`Wrote ${out}. It needs no network: open it in a browser.\n`);
  return 0;
};

const help = `npm run class -- report [flags]

Writes one page to read: all marks, the most frequent findings of the class,
and each learner's findings with their steps.

${commonHelp}
  --out FILE      where to write (report.html beside the marks)
  --anonymous     learners have numbers instead of names, in another order`;

export const reportCommand: Command = { help, run };
