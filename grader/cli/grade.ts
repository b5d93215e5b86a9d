import { writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { readAttempt, type AttemptFiles } from '../course/attempt.ts';
import { listExercises, readExercise, type Exercise, type Identity } from '../course/exercise.ts';
import { exercisesNamed, shortName } from '../course/names.ts';
import { currentExercise } from '../course/path.ts';
import { ProgressFile } from '../course/progress-file.ts';
import type { Change } from '../course/progress.ts';
import { messageOf } from '../course/message-of.ts';
import { noExercises, UserError } from '../course/user-error.ts';
import { judgeBatch, type Judged } from '../judge/batch.ts';
import type { Attempt } from '../judge/judge.ts';
import { nearestOrder, readToken, type Replayed } from '../judge/replay.ts';
import { renderJson, type Result } from '../report/json.ts';
import type { JudgedExercise } from '../report/html/judged-page.ts';
import { tallyText } from '../report/tally.ts';
import { renderVerdict } from '../report/verdict.ts';
import { attemptFolder, isFolder, placeIn } from './attempt-folder.ts';
import type { Command, Context, ExitCode } from './command.ts';
import { parseFlags } from './flags.ts';
import { styleFor } from './terminal-style.ts';

const options = {
  all: { type: 'boolean' },
  attempt: { type: 'string' },
  html: { type: 'string' },
  json: { type: 'boolean' },
  replay: { type: 'string' },
} as const;

type Request = {
  readonly exercises: readonly Exercise[];
  /** Where the attempt is taken from, in place of the learner's folder. */
  readonly attempt: string | undefined;
  readonly replay: string | undefined;
  readonly json: boolean;
  /** Path of the page to write. */
  readonly html: string | undefined;
};

type Judgement = Result & {
  readonly of: Exercise;
  readonly files: AttemptFiles;
  /** Shown before the verdict. */
  readonly remark?: string;
};

const run = async (args: readonly string[], context: Context): Promise<ExitCode> => {
  const { root, stdout, stderr, env } = context;
  const place = placeIn(env);
  const all = await listExercises(root);
  const progress = new ProgressFile(root);
  const request = await requestFrom(args, context, all, progress);
  const style = styleFor(stdout, env);
  const results: Result[] = [];
  const judged: JudgedExercise[] = [];
  for await (const judgement of judgements(request, context)) {
    results.push(judgement);
    judged.push({ ...judgement, title: judgement.of.title, sources: textsOf(judgement.files) });
    if (request.attempt === undefined && request.replay === undefined) await record(progress, judgement, stderr);
    const folder = relative(place, request.attempt ?? judgement.of.folders.learner).replaceAll('\\', '/');
    const subject = { name: shortName(judgement.of, all), folder: folder || '.' };
    const text = renderVerdict(judgement.verdict, subject, style, choice).join('\n');
    const remark = judgement.remark === undefined ? '' : `${judgement.remark}\n\n`;
    if (request.json) stderr.write(remark);
    if (!request.json) stdout.write(`${remark}${text}\n\n`);
    else if (judgement.verdict.state === 'unchecked') stderr.write(`${text}\n`);
  }
  if (request.json) stdout.write(renderJson(results, { node: process.versions.node, platform: process.platform }));
  else if (results.length > 1) stdout.write(`${summary(results)}\n`);
  if (request.html !== undefined) {
    await writePage(resolve(place, request.html), judged);
    if (!request.json) stdout.write(`The page is in ${request.html}: one file that needs no network.\n`);
  }
  return exitCodeOf(results);
};

/** @throws {UserError} when the words do not fit together */
const requestFrom = async (
  args: readonly string[],
  { root, env }: Context,
  all: readonly Identity[],
  progress: ProgressFile,
): Promise<Request> => {
  const { values, positionals } = parseFlags(args, options);
  const { attempt, replay, json = false, html } = values;
  if (values.all && positionals.length > 0)
    throw new UserError('Give either `--all` or the names of exercises, not both.');
  // A token contains the name of its exercise.
  const named = positionals.length === 0 ? replay?.split('.')[1] : undefined;
  const words = named === undefined ? positionals : [named];
  const chosen = values.all ? all : await chosenBy(words, all, progress);
  // If nothing were judged, nothing would fail: exit code 0.
  if (chosen.length === 0) throw noExercises();
  for (const flag of ['attempt', 'replay'] as const) {
    if (values[flag] !== undefined && (words.length !== 1 || chosen.length !== 1)) {
      throw new UserError(`\`--${flag}\` needs the name of exactly one exercise.`);
    }
  }
  const folder = await attemptFolder(attempt, env);
  if (html !== undefined) await lookAtPage(html, placeIn(env));
  const exercises = await Promise.all(chosen.map(({ id }) => readExercise(root, id)));
  return { exercises, attempt: folder, replay, json, html };
};

/**
 * Called before anything is judged. Also keeps a slip of the keyboard from overwriting a program.
 * @throws {UserError} when no page can be there
 */
const lookAtPage = async (path: string, place: string): Promise<void> => {
  if (!/\.html?$/i.test(path)) throw new UserError(`\`--html\` needs a name that ends in \`.html\`, not \`${path}\`.`);
  if (!(await isFolder(resolve(place, dirname(path))))) {
    throw new UserError(`There is no folder \`${dirname(path)}\` for the page.`);
  }
  if (await isFolder(resolve(place, path)))
    throw new UserError(`\`${path}\` is a folder, so the page cannot be written there.`);
};

const writePage = async (path: string, judged: readonly JudgedExercise[]): Promise<void> => {
  // Loaded on demand: few gradings write a page.
  const [{ judgedPage }, { browserCode }] = await Promise.all([
    import('../report/html/judged-page.ts'),
    import('../web/browser-code.ts'),
  ]);
  const page = judgedPage(judged, await browserCode('report'));
  await writeFile(path, page).catch((cause: unknown) => {
    const reason = messageOf(cause);
    throw new UserError(`The page could not be written: ${reason}`, undefined, { cause });
  });
};

const textsOf = ({ files }: AttemptFiles): JudgedExercise['sources'] =>
  files.flatMap((file) => (file.state === 'text' ? [{ name: file.name, text: file.text }] : []));

const chosenBy = async (
  words: readonly string[],
  all: readonly Identity[],
  progress: ProgressFile,
): Promise<readonly Identity[]> => {
  if (words.length > 0) {
    const named = new Set(words.flatMap((word) => exercisesNamed(word, all)));
    return all.filter((exercise) => named.has(exercise));
  }
  const current = currentExercise(all, (await progress.read()).progress);
  return current ? [current] : [];
};

/** An attempt; `stale` is the order asked for, if that belongs to an earlier version of the text. */
type Asked = Attempt & { readonly stale?: Replayed };

/** @throws {UserError} when the token does not belong to this exercise and kit */
const askedOf = async (exercise: Exercise, { attempt: folder, replay }: Request): Promise<Asked> => {
  const { learner, starter } = exercise.folders;
  const files = await (folder === undefined ? readAttempt(exercise, learner) : readAttempt(exercise, folder, starter));
  if (replay === undefined) return { exercise, files };
  const read = readToken(replay, { exercise, files });
  if (read.state === 'refused') throw new UserError(read.reason, read.help);
  return read.state === 'stale' ? { exercise, files, stale: read } : { exercise, files, replay };
};

/** In the order of the exercises, whatever the order in which they are judged. */
async function* judgements(request: Request, { root, signal }: Context): AsyncGenerator<Judgement, void> {
  const attempts = await Promise.all(request.exercises.map(async (exercise) => askedOf(exercise, request)));
  const waiting = new Map<Exercise, Judged<Asked>>();
  const left = [...request.exercises];
  for await (const judged of judgeBatch(attempts, { root, signal })) {
    waiting.set(judged.attempt.exercise, judged);
    for (let next = left[0] && waiting.get(left[0]); next; next = left[0] && waiting.get(left[0])) {
      left.shift();
      const { attempt, durationMs } = next;
      const { exercise: of, files } = attempt;
      yield { of, files, exercise: of.id, durationMs, ...withoutItsOrder(next) };
    }
  }
}

/** If the text has changed, the order that was asked for is gone: shows the nearest one. */
const withoutItsOrder = ({ attempt, verdict }: Judged<Asked>): Pick<Judgement, 'verdict' | 'remark'> => {
  if (!attempt.stale || verdict.state === 'unchecked') return { verdict };
  const changed = 'The code has changed since this token was printed, so its order is gone.';
  const nearest = nearestOrder(verdict, attempt.stale, attempt);
  if (verdict.state !== 'failed' || !nearest)
    return { verdict, remark: `${changed}\nThe current code was judged instead.` };
  const remark = `${changed}\nOf the current code's failing orders, this one begins most like it.`;
  return { verdict: { ...verdict, findings: [nearest], checks: [] }, remark };
};

/** Records the verdict on the learner's own files. A verdict is worth having even if nothing can be written. */
const record = async (
  progress: ProgressFile,
  { exercise, files, verdict }: Judgement,
  stderr: Context['stderr'],
): Promise<void> => {
  if (verdict.state === 'unchecked') return;
  const passed: Change = { kind: 'passed', exercise, hash: files.hash, at: new Date().toISOString() };
  const changes: readonly Change[] = [{ kind: 'attempted', exercise }, ...(verdict.state === 'passed' ? [passed] : [])];
  const { notice } = await progress.record(changes).catch((error: unknown) => ({
    notice: `Your progress could not be saved: ${messageOf(error)}`,
  }));
  if (notice !== undefined) stderr.write(`${notice}\n`);
};

const summary = (results: readonly Result[]): string =>
  tallyText(
    results.map(({ verdict }) => verdict.state),
    results.length,
  );

const choice = { others: 'More findings: `npm start` shows each of them in full.', longCommands: true };

const exitCodeOf = (results: readonly Result[]): ExitCode => {
  if (results.some(({ verdict }) => verdict.state === 'unchecked')) return 2;
  return results.every(({ verdict }) => verdict.state === 'passed') ? 0 : 1;
};

const help = `npm run grade -- [exercise...] [flags]

Judges exercises once and shows the verdicts. Name an exercise (lost-update), a
track (async-races, for all its exercises), or a folder. If you name none, it is
the exercise that npm start is at.

  --all             judge all exercises
  --attempt DIR     judge the files in DIR as the attempt at the one exercise
                    that you name; take files that DIR lacks from the starter
  --replay TOKEN    run only the schedule that a finding names
  --html FILE       write a page that you can send to others: the verdict, the
                    failing order as a drawing, and your code beside it
  --json            print one JSON document on stdout, and nothing else
  --help            this text

Exit code: 0 all passed, 1 not all passed, 2 wrong usage, or not all checked.`;

export const grade: Command = { help, run };
