/** One file of a submission, not read yet. */
export type Entry = {
  /** Relative, with `/`. */
  readonly path: string;
  readonly bytes: number;
  readonly read: () => Promise<Buffer>;
  /** Why it must not be read. Then nothing of its submission is: what a link hides may be the answer. */
  readonly fault?: string;
};

/** What is there, and is not read. @param reason for the teacher, if it was in a declared file's place */
export const refusedEntry = (path: string, reason: string): Entry => ({
  path,
  bytes: 0,
  read: async () => Promise.reject(new Unreadable(reason)),
});

/** The reason for a link: it could lead anywhere. */
export const isLink = (path: string): string => `${JSON.stringify(path)} is a symbolic link`;

/** What one learner handed in at one time. */
export type Submission = {
  readonly learner: Learner;
  /** Where it came from, for the teacher: a file, folder or URL, and the part of it. */
  readonly source: string;
  /** ISO 8601, if the source says. */
  readonly submittedAt?: string;
  /** The platform itself calls it late. */
  readonly late?: boolean;
  /** The commit that was taken, if it is a git repository. */
  readonly commit?: string;
  readonly entries: readonly Entry[];
  /** Why it could not be read; then it has no entries. Never a silent 0. */
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

/** Limits for one submission. */
export const caps = { fileBytes: 2_000_000, bytes: 20_000_000, entries: 500, ratio: 100 } as const;

/** Files that systems leave everywhere. */
export const isLitter = (path: string): boolean => /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|\._)/.test(path);

/** Thrown for what must not be read; the message goes to the teacher. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** @throws {Unreadable} when one submission holds what must not be read, or more than any honest one */
export const checkEntries = (entries: readonly Entry[]): void => {
  const fault = entries.find((entry) => entry.fault !== undefined)?.fault;
  if (fault !== undefined) throw new Unreadable(fault);
  if (entries.length > caps.entries)
    throw new Unreadable(`it has ${entries.length} files; at most ${caps.entries} are read`);
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > caps.bytes)
    throw new Unreadable(`it has ${megabytes(total)} MB; at most ${megabytes(caps.bytes)} MB are read`);
};

const megabytes = (bytes: number): string => String(Math.ceil(bytes / 1_000_000));
