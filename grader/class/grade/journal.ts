import { open, readFile, truncate, type FileHandle } from 'node:fs/promises';
import { UserError } from '../../course/user-error.ts';
import { notRead } from '../text-file.ts';
import { decodeEntry, encodeEntry, isJudged, keyOf, type JournalEntry } from './record.ts';

/** The first line: what all records of the file have in common. */
export type Header = {
  readonly journal: 'racelings-class';
  readonly v: 1;
  /** Version of the kit, and a hash of what judges. A journal with another one is not continued. */
  readonly kit: string;
  /** Hash of what decides marks in `class.json`: other points are other marks. */
  readonly class: string;
};

export type Journal = {
  /** The best record of each learner and exercise so far, by `keyOf`. */
  readonly entries: ReadonlyMap<string, JournalEntry>;
  /** Returns when the record is on the disk. */
  readonly append: (entry: JournalEntry) => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Opens a journal to continue it, or begins one. It only ever grows, and each record is synced; a last line that a
 * crash cut short is removed.
 *
 * @throws {UserError} when the journal belongs to another kit or class, or is damaged in its middle
 */
export const openJournal = async (path: string, header: Header): Promise<Journal> => {
  const existing = await readJournal(path);
  if (existing) refuseOther(path, existing.header, header);
  if (!existing) await beginJournal(path, header);
  // Never a whole line: another writer may have added it a moment ago.
  else if (existing.isCut) await truncate(path, existing.bytes);
  // Append to the end, wherever that is: two writers at the same moment must not overwrite each other.
  const file = await open(path, 'a');
  let end = existing?.bytes ?? Buffer.byteLength(`${JSON.stringify(header)}\n`);
  const entries = new Map(existing?.entries);
  return {
    entries,
    append: async (entry) => {
      const line = encodeEntry(entry);
      if ((await file.stat()).size !== end) {
        throw new UserError(
          `Another \`class grade\` is writing to \`${path}\`.`,
          'Wait until it has ended, then run the same command again.',
        );
      }
      await write(file, line);
      end += Buffer.byteLength(line);
      // Kept as it will be read back: with the same keys in the same order.
      keep(entries, decodeEntry(line));
    },
    close: async () => file.close(),
  };
};

const beginJournal = async (path: string, header: Header): Promise<void> => {
  const file = await open(path, 'w');
  try {
    await write(file, `${JSON.stringify(header)}\n`);
  } finally {
    await file.close();
  }
};

const write = async (file: FileHandle, text: string): Promise<void> => {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done)).bytesWritten;
  }
  await file.datasync();
};

export type ReadJournal = {
  readonly header: Header;
  readonly entries: ReadonlyMap<string, JournalEntry>;
  /** Length of the complete part. */
  readonly bytes: number;
  /** Whether something follows that part. */
  readonly isCut: boolean;
};

/**
 * @returns undefined if there is no journal, or its very first line was cut short
 * @throws {UserError} when the journal is damaged in its middle
 */
export const readJournal = async (path: string): Promise<ReadJournal | undefined> => {
  const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw notRead(path, error);
  });
  if (!content || isBeginning(content)) return undefined;
  const bytes = content.lastIndexOf('\n') + 1;
  const [first, ...lines] = content.toString('utf8', 0, bytes).split('\n').slice(0, -1);
  const header = first === undefined ? undefined : headerIn(first);
  if (!header)
    throw new UserError(`\`${path}\` is not a journal of \`class grade\`.`, 'Name another folder with `--out`.');
  const entries = new Map<string, JournalEntry>();
  for (const [index, line] of lines.entries()) keep(entries, entryIn(line, `${path}:${index + 2}`));
  return { header, entries, bytes, isCut: bytes < content.length };
};

/** Whether the writer of this journal was killed before the header was complete. */
const isBeginning = (content: Buffer): boolean => {
  const begin = '{"journal":"racelings-class"';
  return !content.includes('\n') && (content.toString().startsWith(begin) || begin.startsWith(content.toString()));
};

const headerIn = (line: string): Header | undefined => {
  try {
    const header = JSON.parse(line) as Header;
    return header.journal === 'racelings-class' && header.v === 1 ? header : undefined;
  } catch {
    return undefined;
  }
};

const entryIn = (line: string, at: string): JournalEntry => {
  try {
    return decodeEntry(line);
  } catch (cause) {
    throw new UserError(`${at} is damaged.`, 'Take the journal from a backup, or grade into another folder.', {
      cause,
    });
  }
};

/** A run that failed for the kit's own reasons does not replace a verdict on the same files. */
const keep = (entries: Map<string, JournalEntry>, entry: JournalEntry): void => {
  const key = keyOf(entry.record);
  const before = entries.get(key);
  const keepsOld =
    entry.record.verdict === 'unchecked' &&
    before !== undefined &&
    isJudged(before.record) &&
    before.record.hash === entry.record.hash;
  if (!keepsOld) entries.set(key, entry);
};

const refuseOther = (path: string, found: Header, wanted: Header): void => {
  // First: other exercises are judged by other checks, which makes it look like another version of the kit.
  if (found.class !== wanted.class) {
    throw new UserError(
      `\`${path}\` was begun with another \`class.json\`: other exercises, points or \`grading\`.`,
      'Grade into another folder, so that the same points apply to all marks.',
    );
  }
  if (found.kit !== wanted.kit) {
    throw new UserError(
      `\`${path}\` was begun with another version of the kit (${found.kit}, this is ${wanted.kit}).`,
      'Grade into another folder, so that all marks are from one version.',
    );
  }
};
