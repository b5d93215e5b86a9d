import { buffer } from 'node:stream/consumers';
import { type Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { fromBuffer, getFileNameLowLevel, open, validateFileName, type Entry as ZipEntry, type ZipFile } from 'yauzl';
import { messageOf } from '../../course/message-of.ts';
import { caps, foreignFolder, isLitter, skippedEntry, Unreadable, type Entry } from './submission.ts';

export type ArchiveCaps = {
  readonly entries: number;
  /** All entries, with those in folders that are not looked into. */
  readonly all: number;
};

/** For the download of a whole class, which holds many submissions. */
export const classCaps: ArchiveCaps = { entries: 200_000, all: 2_000_000 };

/** For an archive of one learner. */
export const ownCaps: ArchiveCaps = { entries: caps.entries, all: caps.archiveEntries };

/** A zip of which only the central directory has been read so far. */
export type Archive = {
  readonly entries: readonly Entry[];
  /** Names of the folders at the top that the zip itself lists, empty ones too. */
  readonly folders: readonly string[];
  readonly close: () => void;
};

/**
 * Opens a zip by its central directory; nothing is unpacked before `read`.
 *
 * What must not be read of the zip (links, devices, extreme compression, a name that could lead out of a folder or is
 * the same as another one to some file systems) is a fault of that entry: in the zip of a class it says nothing about
 * the others.
 *
 * @param from a path, or the bytes of an archive inside another one
 * @throws {Unreadable} for a zip that is damaged, or that no honest program writes: its entries overlap
 */
export const openArchive = async (from: string | Buffer, most: ArchiveCaps): Promise<Archive> => {
  const zip = await opened(from);
  try {
    const { places, own, skipped, folders } = await listed(zip, most);
    refuseOverlaps(places);
    const twins = twinsIn(own.map(({ fileName }) => fileName));
    const files = own.map((entry) => entryOf(zip, entry, faultOf(entry) ?? twins.get(entry.fileName)));
    return { entries: [...files, ...[...skipped].map(skippedEntry)], folders, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error instanceof Unreadable ? error : new Unreadable(`the zip is damaged: ${messageOf(error)}`);
  }
};

const opened = (from: string | Buffer): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    // Decoded here: yauzl would end at the first name that it refuses, whoever's file that is.
    const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySize: true };
    const done = (error: Error | null, zip?: ZipFile): void => {
      if (zip) resolve(zip);
      else reject(new Unreadable(`it cannot be read as a zip: ${messageOf(error).replace(/\.$/, '')}`));
    };
    if (typeof from === 'string') open(from, options, done);
    else fromBuffer(from, options, done);
  });

/** Where an entry lies in the zip. */
type Place = Pick<ZipEntry, 'fileName' | 'relativeOffsetOfLocalHeader' | 'compressedSize'>;

type Listed = {
  /** Of all entries, those in skipped folders too. */
  readonly places: readonly Place[];
  /** The files that may be somebody's work. */
  readonly own: readonly ZipEntry[];
  /** Folders of which only the places of their files are kept. */
  readonly skipped: ReadonlySet<string>;
  readonly folders: readonly string[];
};

const listed = (zip: ZipFile, most: ArchiveCaps): Promise<Listed> =>
  new Promise((resolve, reject) => {
    const [places, own, skipped, folders]: [Place[], ZipEntry[], Set<string>, string[]] = [[], [], new Set(), []];
    const tooMany = (count: number, limit: number): void =>
      reject(new Unreadable(`the zip has ${count} entries; at most ${limit} are read`));
    if (zip.entryCount > most.all) {
      tooMany(zip.entryCount, most.all);
      return;
    }
    zip.on('error', reject);
    zip.on('end', () => {
      if (own.length > most.entries) tooMany(own.length, most.entries);
      else resolve({ places, own, skipped, folders });
    });
    zip.on('entry', (entry: ZipEntry) => {
      const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
      const fileName = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
      entry.fileName = fileName;
      const { relativeOffsetOfLocalHeader, compressedSize } = entry;
      places.push({ fileName, relativeOffsetOfLocalHeader, compressedSize });
      const folder = foreignFolder(fileName);
      if (folder !== undefined) skipped.add(folder);
      else if (/^[^/]+\/$/.test(fileName)) folders.push(fileName.slice(0, -1));
      else if (!fileName.endsWith('/') && !isLitter(fileName)) own.push(entry);
      zip.readEntry();
    });
    zip.readEntry();
  });

const kindMask = 0o170000;
const kinds = new Map([
  [0o120000, 'a symbolic link'],
  [0o060000, 'a device'],
  [0o020000, 'a device'],
  [0o010000, 'a pipe'],
  [0o140000, 'a socket'],
]);

const faultOf = (entry: ZipEntry): string | undefined => {
  if (entry.fileName.length > caps.path)
    return `${JSON.stringify(entry.fileName.slice(0, 50))}… is a name of ${entry.fileName.length} characters`;
  const name = JSON.stringify(entry.fileName);
  const kind = kinds.get((entry.externalFileAttributes >>> 16) & kindMask);
  if (kind !== undefined) return `${name} is ${kind}`;
  if (entry.fileName.includes('\\')) return `${name} has a backslash in its name`;
  if (validateFileName(entry.fileName) !== null) return `${name} is a name that could lead out of its folder`;
  if (/\p{Cc}/u.test(entry.fileName)) return `${name} has control characters in its name`;
  if (entry.isEncrypted()) return `${name} is encrypted`;
  const { compressedSize, uncompressedSize } = entry;
  if (uncompressedSize > caps.ratio * Math.max(compressedSize, 1_000))
    return `${name} unpacks to more than ${caps.ratio} times its size`;
  return undefined;
};

/** Fixed part of a local header, in bytes (APPNOTE.TXT 4.3.7). */
const localHeader = 30;

/** Entries that share bytes let small archives unpack to petabytes. */
const refuseOverlaps = (entries: readonly Place[]): void => {
  const byPlace = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  for (const [index, { relativeOffsetOfLocalHeader: begin, compressedSize, fileName }] of byPlace.entries()) {
    const next = byPlace[index + 1];
    if (next && begin + localHeader + compressedSize > next.relativeOffsetOfLocalHeader) {
      throw new Unreadable(`${JSON.stringify(fileName)} and ${JSON.stringify(next.fileName)} overlap in the zip`);
    }
  }
};

/** By name: what is wrong with entries whose name some file systems take for an earlier one's. */
const twinsIn = (names: readonly string[]): ReadonlyMap<string, string> => {
  const seen = new Map<string, string>();
  const twins = new Map<string, string>();
  for (const name of names) {
    const key = name.normalize('NFC').toLowerCase();
    const other = seen.get(key);
    if (other !== undefined)
      twins.set(name, `${JSON.stringify(other)} and ${JSON.stringify(name)} are the same name on some systems`);
    seen.set(key, name);
  }
  return twins;
};

const entryOf = (zip: ZipFile, entry: ZipEntry, fault: string | undefined): Entry => ({
  path: entry.fileName,
  bytes: entry.uncompressedSize,
  ...(fault !== undefined && { fault }),
  read: async () => {
    if (fault !== undefined) throw new Unreadable(fault);
    if (entry.uncompressedSize > caps.archiveBytes)
      throw new Unreadable(`${JSON.stringify(entry.fileName)} is too large`);
    const stream = await new Promise<Readable>((resolve, reject) => {
      zip.openReadStream(entry, (error, found) => (found ? resolve(found) : reject(error ?? new Error('no stream'))));
    }).catch((error: unknown) => {
      throw new Unreadable(`${JSON.stringify(entry.fileName)} can't be unpacked: ${messageOf(error)}`);
    });
    const bytes = await buffer(stream).catch((error: unknown) => {
      throw new Unreadable(`${JSON.stringify(entry.fileName)} can't be unpacked: ${messageOf(error)}`);
    });
    // yauzl leaves this to its caller.
    if (crc32(bytes) !== entry.crc32)
      throw new Unreadable(`${JSON.stringify(entry.fileName)} can't be unpacked: its checksum is wrong`);
    return bytes;
  },
});
