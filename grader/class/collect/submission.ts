/** One file of a submission, not read yet. */
export type Entry = {
  /** Relative, with `/`. */
  readonly path: string;
  readonly bytes: number;
  readonly read: () => Promise<Buffer>;
  /** Why the file must not be read. Then nothing of its submission is: what a link hides may be the answer. */
  readonly fault?: string;
  /**
   * The entry stands for a whole folder that holds nothing of the learner's own: no limit counts it, and nothing reads
   * it.
   */
  readonly skipped?: true;
};

/**
 * An entry that is there, and is never read.
 * @param reason for the teacher, if the entry is in a declared file's place
 */
export const refusedEntry = (path: string, reason: string): Entry => ({
  path,
  bytes: 0,
  read: async () => Promise.reject(new Unreadable(reason)),
});

/** The reason against a link: it could lead anywhere. */
export const isLink = (path: string): string => `${JSON.stringify(path)} is a symbolic link`;

const foreign = new Set(['node_modules', '.git', '.hg', '.svn']);

/** The outermost folder in a path that tools fill, not a learner: `kit/node_modules`; undefined if there is none. */
export const foreignFolder = (path: string): string | undefined => {
  const names = path.split('/');
  const index = names.findIndex((name) => foreign.has(name));
  return index < 0 ? undefined : names.slice(0, index + 1).join('/');
};

/** The entry that stands for such a folder. */
export const skippedEntry = (path: string): Entry => ({
  ...refusedEntry(path, `${JSON.stringify(path)} is not read`),
  skipped: true,
});

/** What one learner handed in at one time. */
export type Submission = {
  readonly learner: Learner;
  /** Where the submission came from, for the teacher: a file, folder or URL, and the part of it. */
  readonly source: string;
  /** ISO 8601, if the source says. */
  readonly submittedAt?: string;
  /** Whether the platform itself calls it late. */
  readonly late?: boolean;
  /** The commit that was taken, if the source is a git repository. */
  readonly commit?: string;
  readonly entries: readonly Entry[];
  /** Folders that were not looked into, as nothing in them is the learner's own. */
  readonly skipped?: readonly string[];
  /** Why the submission could not be read; then it has no entries. Never a silent 0. */
  readonly unreadable?: string;
};

export type Learner = {
  /** The platform's key. Unique within a class. */
  readonly id: string;
  /** As the platform writes it; may hold anything. */
  readonly name: string;
  /** Name of the folder that the platform wants feedback in. */
  readonly folder?: string;
};

/** Limits for one submission. The kit itself has 2,000 files, of 5 MB; and 10,000 more, once it is installed. */
export const caps = {
  fileBytes: 2_000_000,
  bytes: 20_000_000,
  entries: 5_000,
  /** Characters of a path. Only a zip can have much longer ones, and to look for exercises in those takes minutes. */
  path: 1_000,
  /** Limits for an archive, with everything in it that is not taken. */
  archiveBytes: 500_000_000,
  archiveEntries: 200_000,
  ratio: 100,
} as const;

/** Files that systems leave everywhere. */
export const isLitter = (path: string): boolean => /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|\._)/.test(path);

/** Thrown for what must not be read; the message goes to the teacher. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** @throws {Unreadable} when the submission holds what must not be read, or more than any honest one does */
export const checkEntries = (entries: readonly Entry[]): void => {
  const fault = entries.find((entry) => entry.fault !== undefined)?.fault;
  if (fault !== undefined) throw new Unreadable(fault);
  if (entries.length > caps.entries)
    throw new Unreadable(`it has ${entries.length} files; at most ${caps.entries} are read`);
  checkBytes(
    'it has',
    entries.filter((entry) => !isArchive(entry)),
    caps.bytes,
  );
  checkBytes('its archives have', entries.filter(isArchive), caps.archiveBytes);
};

export const isArchive = ({ path }: Entry): boolean => path.toLowerCase().endsWith('.zip');

const checkBytes = (what: string, entries: readonly Entry[], most: number): void => {
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > most) throw new Unreadable(`${what} ${megabytes(total)} MB; at most ${megabytes(most)} MB are read`);
};

const megabytes = (bytes: number): string => String(Math.ceil(bytes / 1_000_000));
