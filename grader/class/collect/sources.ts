import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { messageOf } from '../../course/message-of.ts';
import { UserError } from '../../course/user-error.ts';
import { isMoment, momentExample } from '../class-file.ts';
import { journalName, listFile } from '../own-files.ts';
import { notRead, readText } from '../text-file.ts';
import { classCaps, openArchive, ownCaps } from './archive.ts';
import { filesBelow } from './folder.ts';
import { openRepository, type Repository } from './git.ts';
import { canvasParts, folderParts, gradescopeParts, moodleParts, type Parts } from './platforms.ts';
import {
  checkEntries,
  isArchive,
  isLink,
  refusedEntry,
  Unreadable,
  type Entry,
  type Learner,
  type Submission,
} from './submission.ts';

/** What a source holds that is nobody's. */
export type Unclaimed = { readonly unclaimed: readonly string[] };

/**
 * Submissions of one source: a folder of folders, a platform's zip (packed, or unpacked by the system), or a CSV of git
 * URLs. An entry can be read until the next submission is asked for.
 *
 * @param signal ends everything that was started
 * @throws {UserError} when the source itself can't be read; what is wrong with one submission is in the submission
 */
export async function* submissionsFrom(
  source: string,
  signal?: AbortSignal,
): AsyncGenerator<Submission | Unclaimed, void> {
  const found = await stat(source).catch((cause: unknown) => {
    throw notRead(source, cause);
  });
  if (found.isDirectory()) yield* ofFolder(source);
  else if (source.toLowerCase().endsWith('.csv')) yield* ofRepositories(source, signal);
  else yield* ofZip(source);
}

async function* ofFolder(source: string): AsyncGenerator<Submission | Unclaimed, void> {
  if (existsSync(join(source, listFile)))
    throw new UserError(
      `\`${source}\` is what an earlier \`class collect\` made.`,
      'Name what the platform gave you, or the folder with the folders of the learners.',
    );
  const { entries, folders } = await filesBelow(source).catch((cause: unknown) => {
    throw unreadableSource(source, cause);
  });
  const ours = folders.filter((folder) => madeByUs.some((name) => existsSync(join(source, folder, name))));
  if (ours.length > 0) yield { unclaimed: ours.map((folder) => `${folder}/, which \`class\` itself made`) };
  const isTheirs = (path: string): boolean => !ours.some((folder) => `${path}/`.startsWith(`${folder}/`));
  const parts = await partsOf(
    source,
    entries.filter(({ path }) => isTheirs(path)),
    folders.filter(isTheirs),
  );
  yield* ofParts(parts, source);
}

/**
 * Each folder that `collect` or `grade` made holds one of these files; such a folder may stand beside those of the
 * learners.
 */
const madeByUs = [listFile, journalName];

async function* ofZip(source: string): AsyncGenerator<Submission | Unclaimed, void> {
  const archive = await openArchive(source, classCaps).catch((cause: unknown) => {
    throw unreadableSource(source, cause);
  });
  try {
    yield* ofParts(await partsOf(source, archive.entries, archive.folders), source);
  } finally {
    archive.close();
  }
}

const unreadableSource = (source: string, cause: unknown): UserError => {
  const reason = messageOf(cause);
  return new UserError(`\`${source}\` can't be read: ${reason}.`, 'Download it again from the platform.', { cause });
};

/** @param folders folders of learners who may have no file at all */
const partsOf = async (source: string, entries: readonly Entry[], folders: readonly string[]): Promise<Parts> => {
  const ofGradescope = await gradescopeParts(entries).catch((cause: unknown) => {
    throw unreadableSource(source, cause);
  });
  return ofGradescope ?? moodleParts(entries) ?? canvasParts(entries) ?? folderParts(entries, folders);
};

async function* ofParts({ parts, unclaimed }: Parts, source: string): AsyncGenerator<Submission | Unclaimed, void> {
  if (unclaimed.length > 0) yield { unclaimed: unclaimed.map((path) => `${basename(source)}: ${path}`) };
  for (const { entries, place, ...part } of parts) {
    const where = `${basename(source)}: ${place ?? part.learner.folder ?? part.learner.name}`;
    yield* whole({ ...part, source: where }, entries);
  }
}

type Head = Omit<Submission, 'entries' | 'unreadable'>;

/** The submission with the learner's own archives unpacked, and within the caps; or unreadable, with the reason. */
async function* whole(head: Head, packed: readonly Entry[]): AsyncGenerator<Submission, void> {
  const close: (() => void)[] = [];
  const read = async (): Promise<Submission> => {
    checkEntries(packed.filter(isRead));
    const all = await unpacked(packed, close);
    const entries = all.filter(isRead);
    checkEntries(entries);
    return { ...head, entries, skipped: all.filter((entry) => !isRead(entry)).map(({ path }) => path) };
  };
  try {
    yield await read().catch(unreadable(head));
  } finally {
    for (const end of close) end();
  }
}

const isRead = ({ skipped }: Entry): boolean => skipped === undefined;

const unreadable =
  (head: Head) =>
  (error: unknown): Submission => {
    if (!(error instanceof Unreadable)) throw error;
    return { ...head, entries: [], unreadable: error.message };
  };

const unpacked = async (entries: readonly Entry[], close: (() => void)[]): Promise<readonly Entry[]> => {
  const all = await Promise.all(
    entries.map(async (entry) => {
      if (!isArchive(entry) || !isRead(entry)) return [entry];
      const archive = await openArchive(await entry.read(), ownCaps);
      close.push(archive.close);
      return archive.entries.map((inner) => ({ ...inner, path: `${entry.path}/${inner.path}` }));
    }),
  );
  return all.flat();
};

/** Columns `id` and `url`, and `name`, `commit` or `before` if needed. */
async function* ofRepositories(source: string, signal: AbortSignal | undefined): AsyncGenerator<Submission, void> {
  for (const { learner, repository } of await repositoriesIn(source)) {
    const head = { learner, source: repository.url };
    const opened = await openRepository(repository, { signal }).catch(unreadable(head));
    if (!('close' in opened)) {
      yield opened;
      continue;
    }
    const { commit, committedAt, entries, links, close } = opened;
    try {
      const refused = links.find((path) => /(?:^|\/)exercises(?:\/|$)/.test(path));
      // Other links may be anywhere in a repository: nobody reads them, so a link matters only in a declared file's
      // place.
      const own = [...entries, ...links.map((path) => refusedEntry(path, isLink(path)))].filter(isOwn);
      yield refused === undefined
        ? { ...head, commit, submittedAt: new Date(committedAt).toISOString(), entries: own }
        : { ...head, entries: [], unreadable: isLink(refused) };
    } finally {
      await close();
    }
  }
}

/** A learner's repository is a clone of the whole kit; nothing in these folders is the learner's own. */
const isOwn = ({ path }: Entry): boolean => !/(?:^|\/)(?:grader|solutions|node_modules)\//.test(path);

type Row = { readonly record: Record<string, string>; readonly info: { readonly lines: number } };

const rowsIn = async (source: string): Promise<readonly Row[]> => {
  const options = { columns: true, bom: true, trim: true, skip_empty_lines: true, info: true } as const;
  const text = await readText(source);
  try {
    return parse(text, options) as unknown as readonly Row[];
  } catch (cause) {
    const reason = messageOf(cause);
    throw new UserError(`\`${source}\` cannot be read as CSV: ${reason}.`, undefined, { cause });
  }
};

const repositoriesIn = async (source: string): Promise<readonly { learner: Learner; repository: Repository }[]> => {
  const lines = new Map<string, number>();
  return (await rowsIn(source)).map(({ record: row, info: { lines: line } }) => {
    const { id, url, name, commit, before } = row;
    if (!id || !url)
      throw new UserError(
        `${source}:${line}: expected the columns \`id\` and \`url\`, got ${Object.keys(row).join(', ')}.`,
      );
    // Git takes any text for some moment, and a bare day for that day at the present time.
    if (before && !isMoment(before))
      throw new UserError(
        `${source}:${line}: expected \`before\` to be a date and time such as ${momentExample}, got \`${before}\`.`,
      );
    const other = lines.get(id);
    if (other !== undefined)
      throw new UserError(`${source}:${line}: the id \`${id}\` is on line ${other}, too.`, 'Keep only one of them.');
    lines.set(id, line);
    return {
      learner: { id, name: name || id },
      repository: { url, ...(commit && { commit }), ...(before && { before }) },
    };
  });
};
