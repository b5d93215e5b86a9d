import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ZipFile } from 'yazl';
import { buffer } from 'node:stream/consumers';
import type { Collected } from '../../class/collect/collected.ts';
import { fillCanvas } from '../../class/export/canvas.ts';
import { dolosFiles } from '../../class/export/dolos.ts';
import { feedbackPage } from '../../class/export/feedback.ts';
import { toGradescope } from '../../class/export/gradescope.ts';
import { toClassroom50 } from '../../class/export/classroom50.ts';
import { toJunit } from '../../class/export/junit.ts';
import { fillMoodle } from '../../class/export/moodle.ts';
import { toTable } from '../../class/export/table.ts';
import type { Filled } from '../../class/export/template.ts';
import { readText } from '../../class/text-file.ts';
import { blockedBy, type LearnerMarks } from '../../class/grade/class-marks.ts';
import { didYouMean } from '../../course/nearest.ts';
import { writeWhole } from '../../course/state-folder.ts';
import { UserError } from '../../course/user-error.ts';
import { printable } from '../../report/text.ts';
import type { Command, Context, ExitCode } from '../command.ts';
import { parseFlags } from '../flags.ts';
import { commonFlags, commonHelp, readGraded, type Graded } from './files.ts';

const flags = {
  ...commonFlags,
  to: { type: 'string' },
  template: { type: 'string' },
  column: { type: 'string' },
  out: { type: 'string' },
  force: { type: 'boolean', default: false },
} as const;

type Asked = { readonly template: string | undefined; readonly column: string | undefined; readonly folder: string };
type File = { readonly path: string; readonly content: string | Buffer };
type Exported = {
  readonly files: readonly File[];
  readonly notes?: readonly string[];
  /** Files that an earlier export may have left: the marks of learners who have none now. */
  readonly stale?: readonly string[];
};

const targets: ReadonlyMap<string, (graded: Graded, asked: Asked) => Promise<Exported>> = new Map([
  [
    'canvas',
    async ({ marks, classFile }: Graded, asked: Asked) =>
      filledFile(asked, (text, path) => fillCanvas(text, path, asked.column ?? classFile.title, marks)),
  ],
  [
    'moodle',
    async ({ marks }: Graded, asked: Asked) =>
      filledFile(asked, (text, path) => fillMoodle(text, path, marks, asked.column)),
  ],
  [
    'gradescope',
    async ({ marks, collected }: Graded) =>
      eachLearner(collected, marks, (mark) => JSON.stringify(toGradescope(mark), undefined, 2)),
  ],
  [
    'classroom50',
    async ({ marks, collected }: Graded) =>
      eachLearner(
        collected,
        // This format knows no blanks: a learner without a mark is left out, even with `--force`.
        marks.filter(({ total }) => total !== undefined),
        (mark) => JSON.stringify(toClassroom50(mark, contextOf(mark)), undefined, 2),
      ),
  ],
  [
    'junit',
    async ({ marks, classFile }: Graded) => ({
      files: [{ path: 'junit.xml', content: toJunit(classFile.title, marks) }],
    }),
  ],
  ['csv', async ({ marks }: Graded) => ({ files: [{ path: 'marks.csv', content: toTable(marks) }] })],
  [
    'feedback',
    async ({ marks, classFile }: Graded) => ({
      files: [{ path: 'feedback.zip', content: await feedbackZip(marks, classFile.title) }],
    }),
  ],
  [
    'dolos',
    async (graded: Graded, { folder }: Asked) => ({
      files: await dolosFiles(graded.collected, graded.exercises, folder),
    }),
  ],
]);

const run = async (args: readonly string[], { root, stdout, stderr }: Context): Promise<ExitCode> => {
  const { values } = parseFlags(args, flags);
  const target = values.to === undefined ? undefined : targets.get(values.to);
  if (!target)
    throw new UserError(
      values.to === undefined ? 'Name a format with `--to`.' : `There is no format \`${values.to}\`.`,
      (values.to !== undefined && didYouMean(values.to, targets.keys())) || help,
    );
  const graded = await readGraded(root, { classFile: values.class, folder: values.folder, marks: values.marks });
  const blocked = graded.marks.filter(({ total }) => total === undefined);
  const chosen = {
    ...graded,
    marks: values.force ? graded.marks : graded.marks.filter(({ total }) => total !== undefined),
  };
  const {
    files,
    notes = [],
    stale = [],
  } = await target(chosen, {
    template: values.template,
    column: values.column,
    folder: values.folder,
  });
  const out = values.out ?? join(values.marks, 'export');
  for (const path of stale) await rm(join(out, path), { force: true });
  for (const { path, content } of files) await writeWhole(join(out, path), content);
  for (const mark of blocked)
    stderr.write(`${printable(`${mark.learner.id} (${mark.learner.name}) has no mark: ${blockedBy(mark)}.`)}\n`);
  for (const note of notes) stderr.write(`${printable(note)}\n`);
  stdout.write(`Wrote ${files.length === 1 ? (files[0]?.path ?? '') : `${files.length} files`} in ${out}.\n`);
  return blocked.length > 0 || notes.length > 0 ? 1 : 0;
};

const filledFile = async ({ template }: Asked, fill: (text: string, path: string) => Filled): Promise<Exported> => {
  if (template === undefined)
    throw new UserError('This platform takes back only its own file: name it with `--template`.', help);
  const text = await readText(template);
  const { text: content, notes } = fill(text, template);
  return { files: [{ path: 'filled.csv', content }], notes };
};

const eachLearner = (
  { learners }: Collected,
  marks: readonly LearnerMarks[],
  content: (mark: LearnerMarks) => string,
): Exported => {
  const files = marks.map((mark) => ({ path: `${mark.learner.key}.json`, content: `${content(mark)}\n` }));
  const all = learners.map(({ key }) => `${key}.json`);
  return { files, stale: all.filter((path) => !files.some((file) => file.path === path)) };
};

/** What only the platform's runner knows is empty here: `pack --classroom50` fills it there. */
const contextOf = ({ learner }: LearnerMarks): Parameters<typeof toClassroom50>[1] => ({
  classroom: '',
  assignment: '',
  assignment_type: 'individual',
  owner: learner.id,
  submission: learner.source,
  commit: learner.commit ?? '',
  release: '',
  review: '',
  datetime: learner.submittedAt ?? '',
});

const feedbackZip = async (marks: readonly LearnerMarks[], title: string): Promise<Buffer> => {
  const zip = new ZipFile();
  for (const mark of marks) {
    // The platform finds the learner by the very folder name that it gave.
    const { folder: given, key } = mark.learner;
    // No platform gave such a name, which a zip can't have.
    const folder = given === undefined || /[\\/]|^\.+$|^[a-z]:/i.test(given) ? key : given;
    zip.addBuffer(Buffer.from(feedbackPage(title, mark)), `${folder}/feedback.txt`, { mtime: new Date(0) });
  }
  zip.end();
  return buffer(zip.outputStream);
};

const help = `npm run class -- export --to FORMAT [flags]

  --to canvas       fills in a column of the gradebook that Canvas exported
  --to moodle       fills in Moodle's grading worksheet
  --to gradescope   results.json for each learner
  --to classroom50  result.json for each learner
  --to junit        JUnit XML
  --to csv          one table
  --to feedback     a zip with a readable page for each learner
  --to dolos        flat copies and info.csv, to search for similar submissions

  --template FILE   for Canvas and Moodle: the file that they gave
  --column NAME     the column to fill in, if the kit cannot tell
  --force           include learners who have no mark, as a blank
${commonHelp}
  --out DIR         where to write (export, beside the marks)

A learner has no mark if anything could not be checked. Standard error says so,
and the exit code is 1.`;

export const exportCommand: Command = { help, run };
