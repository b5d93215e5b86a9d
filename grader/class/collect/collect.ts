import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Exercise } from '../../course/exercise.ts';
import { UserError } from '../../course/user-error.ts';
import type { ClassFile } from '../class-file.ts';
import { filesName, listFile } from '../own-files.ts';
import { mostListed, type Collected, type CollectedLearner } from './collected.ts';
import { pickFiles } from './pick.ts';
import { submissionsFrom } from './sources.ts';
import { caps, isLitter, Unreadable, type Submission } from './submission.ts';

type Content = { readonly path: string; readonly bytes: Buffer };
type Taken = { readonly learner: CollectedLearner; readonly contents: readonly Content[] };

/**
 * Takes the declared files of the class's exercises out of the sources, and nothing else.
 *
 * @param known ids of all exercises of the kit
 * @param out a folder that does not exist yet, or that an earlier collect made, which is replaced as a whole
 * @throws {UserError} when a source can't be read, or `out` holds something else
 * @throws the reason of `signal` when that aborts
 */
export const collect = async (
  sources: readonly string[],
  out: string,
  {
    classFile,
    exercises,
    known,
    signal,
  }: {
    readonly classFile: ClassFile;
    readonly exercises: readonly Exercise[];
    readonly known: readonly string[];
    readonly signal?: AbortSignal;
  },
): Promise<Collected> => {
  const taken = new Map<string, Taken>();
  const unclaimed: string[] = [];
  for (const source of sources) {
    for await (const submission of submissionsFrom(source, signal)) {
      signal?.throwIfAborted();
      if ('unclaimed' in submission) {
        unclaimed.push(...submission.unclaimed);
        continue;
      }
      const now = await take(submission, exercises, known, classFile);
      const before = taken.get(now.learner.id);
      taken.set(now.learner.id, before ? chosen(before, now, classFile) : now);
    }
  }
  if (taken.size === 0)
    throw new UserError(
      `Nobody handed in anything in ${sources.map((source) => `\`${source}\``).join(', ')}.`,
      'Expected a folder for each learner, a .zip from the platform, or a .csv of git repositories.',
    );
  const all = [...taken.values()].toSorted((a, b) => (a.learner.id < b.learner.id ? -1 : 1));
  const collected: Collected = {
    v: 1,
    exercises: exercises.map(({ id }) => id),
    ...(classFile.due !== undefined && { due: classFile.due }),
    unclaimed: unclaimed.slice(0, mostListed),
    learners: all.map(({ learner }) => learner),
  };
  await write(out, all, collected);
  return collected;
};

/** A folder name that no learner can choose. */
const keyOf = (id: string): string => {
  const readable = id
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 24)
    .toLowerCase();
  return `${readable || 'learner'}-${createHash('sha256').update(id).digest('hex').slice(0, 8)}`;
};

const take = async (
  submission: Submission,
  exercises: readonly Exercise[],
  known: readonly string[],
  { due }: ClassFile,
): Promise<Taken> => {
  const { learner, source, submittedAt, late = false, commit, entries, skipped = [] } = submission;
  const { picked, others, ambiguous, misnamed } = pickFiles(entries, exercises, known);
  const contents: { path: string; bytes: Buffer }[] = [];
  const problems = [
    ...ambiguous.map(
      ({ exercise, name, paths }) => `${exercise}/${name} was found ${paths.length} times: ${paths.join(', ')}`,
    ),
    ...misnamed.map(
      ({ exercise, name, path }) => `${exercise}/${name} was not found, but ${JSON.stringify(path)} may be it`,
    ),
  ];
  for (const { exercise, name, entry } of picked) {
    const path = `${exercise}/${name}`;
    if (entry.bytes > caps.fileBytes) problems.push(`${path} is larger than ${caps.fileBytes / 1_000_000} MB`);
    else
      await entry.read().then(
        (bytes) => contents.push({ path, bytes }),
        (error: unknown) => problems.push(`${path}: ${reasonOf(error)}`),
      );
  }
  const packed = others.find((path) => notUnpacked(path) !== undefined);
  const why = packed === undefined ? undefined : notUnpacked(packed);
  const unreadable = submission.unreadable ?? (picked.length === 0 ? why : undefined);
  // What was not found may be in there.
  if (why !== undefined && unreadable === undefined)
    for (const { id, files } of exercises)
      if (![...contents.map(({ path }) => path), ...problems].some((text) => text.startsWith(`${id}/`)))
        problems.push(`${id}/${files[0]} was not found, and ${why}`);
  return {
    contents,
    learner: {
      id: learner.id,
      name: learner.name,
      key: keyOf(learner.id),
      ...(learner.folder !== undefined && { folder: learner.folder }),
      source,
      ...(submittedAt !== undefined && { submittedAt }),
      late: late || isAfter(submittedAt, due),
      ...(commit !== undefined && { commit }),
      files: contents.map(({ path }) => path).toSorted(),
      others: others.slice(0, mostListed),
      problems,
      skipped: skipped.slice(0, mostListed),
      superseded: [],
      ...(unreadable !== undefined && { unreadable }),
    },
  };
};

/** Nobody can know what is in such an archive, so it does not count as nothing. */
const notUnpacked = (path: string): string | undefined => {
  const name = JSON.stringify(path);
  if (/\.zip$/i.test(path)) return `${name} is inside another zip or a repository, and is not unpacked`;
  return otherArchive.test(path) ? `${name} is no .zip, and is not unpacked` : undefined;
};

const otherArchive = /\.(?:rar|7z|tar|tgz|gz|bz2|tbz2?|xz|txz|zst|zipx)$/i;

const reasonOf = (error: unknown): string => {
  if (error instanceof Unreadable) return error.message;
  throw error;
};

const isAfter = (moment: string | undefined, due: string | undefined): boolean =>
  moment !== undefined && due !== undefined && Date.parse(moment) > Date.parse(due);

/**
 * The newest before the deadline counts; without a deadline, the newest. If nothing tells which that is, none counts.
 */
const chosen = (a: Taken, b: Taken, { due }: ClassFile): Taken => {
  const newest = newerOf(a, b);
  if (newest === undefined) return neither(a, b);
  const inTime = [a, b].filter(({ learner }) => !learner.late);
  const [only] = inTime;
  const counts = due !== undefined && inTime.length === 1 && only ? only : newest;
  const { source, submittedAt } = (counts === a ? b : a).learner;
  const why = counts === newest ? 'a newer one counts' : 'it came after the deadline';
  const left = { source, ...(submittedAt !== undefined && { submittedAt }), why };
  const superseded = [...a.learner.superseded, ...b.learner.superseded, left];
  return { ...counts, learner: { ...counts.learner, superseded } };
};

/** By their times, if both are known and differ; else one that is late is newer than one that is not. */
const newerOf = (a: Taken, b: Taken): Taken | undefined => {
  const [one, two] = [a.learner, b.learner];
  if (one.submittedAt !== undefined && two.submittedAt !== undefined && one.submittedAt !== two.submittedAt)
    return one.submittedAt > two.submittedAt ? a : b;
  if (one.late === two.late) return undefined;
  return one.late ? a : b;
};

const neither = (a: Taken, b: Taken): Taken => {
  // A third submission may be newer than one of the two, and older than the other.
  const { submittedAt, ...learner } = a.learner;
  const both = submittedAt !== undefined && submittedAt === b.learner.submittedAt && { submittedAt };
  const where = `${learner.source} and ${b.learner.source}`;
  const why = 'nothing says which is newer';
  const superseded = [...learner.superseded, ...b.learner.superseded, { source: b.learner.source, why }];
  const unreadable = `it was found twice, in ${where}, and ${why}`;
  return {
    contents: [],
    learner: { ...learner, ...both, files: [], problems: [], skipped: [], superseded, unreadable },
  };
};

/** Written beside the old folder, then put in its place: an interrupted collect leaves the old one whole. */
const write = async (to: string, all: readonly Taken[], collected: Collected): Promise<void> => {
  // Without the slash that a shell adds to a folder's name.
  const out = resolve(to);
  refuseOther(out);
  const beside = (suffix: string): string => join(dirname(out), `.${basename(out)}.${suffix}`);
  const [fresh, old] = [beside('new'), beside('old')];
  await rm(fresh, { recursive: true, force: true });
  await fill(fresh, all, collected).catch(async (error: unknown) => {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  });
  // Renamed before it is removed: a half-removed folder would be taken for somebody else's.
  await rm(old, { recursive: true, force: true });
  if (existsSync(out)) await rename(out, old);
  await rename(fresh, out);
  await rm(old, { recursive: true, force: true });
};

const fill = async (fresh: string, all: readonly Taken[], collected: Collected): Promise<void> => {
  await mkdir(fresh, { recursive: true });
  for (const { learner, contents } of all) {
    for (const { path, bytes } of contents) {
      const target = join(fresh, filesName, learner.key, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, bytes, { flag: 'wx' });
    }
  }
  await writeFile(join(fresh, listFile), `${JSON.stringify(collected, undefined, 2)}\n`);
};

const refuseOther = (out: string): void => {
  if (!existsSync(out)) return;
  if (existsSync(join(out, listFile))) {
    const other = readdirSync(out).find((name) => name !== listFile && name !== filesName && !isLitter(name));
    if (other === undefined) return;
    throw new UserError(
      `\`${out}\` also holds \`${other}\`, which collecting again would remove.`,
      'Move that first, or name another folder with `--out`.',
    );
  }
  if (statSync(out).isDirectory() && readdirSync(out).length === 0) return;
  throw new UserError(
    `\`${out}\` already exists, and was not made by \`class collect\`.`,
    'Name another folder with `--out`.',
  );
};
