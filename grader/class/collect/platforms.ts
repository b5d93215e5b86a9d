import { parse } from 'yaml';
import * as v from 'valibot';
import { messageOf } from '../../course/message-of.ts';
import { isLitter, Unreadable, type Entry, type Learner } from './submission.ts';

/*
 * How the learning platforms name what they hand out. Each function gets the files of one download, and tells
 * whose they are; undefined: the download is not from this platform.
 */

/** Files of one learner, under the names that they had before the platform renamed them. */
export type Part = {
  readonly learner: Learner;
  readonly late?: boolean;
  readonly submittedAt?: string;
  /** What the platform calls this submission, if a learner can have several. */
  readonly place?: string;
  readonly entries: readonly Entry[];
};

/** A download, taken apart. */
export type Parts = {
  readonly parts: readonly Part[];
  /** Paths that belong to nobody, or perhaps to somebody after all, whom the teacher must not lose. */
  readonly unclaimed: readonly string[];
};

/** `Full Name_PARTICIPANTID_assignsubmission_file_/…` */
const moodleFolder = /^(?<name>[^/]*)_(?<id>\d+)_assignsubmission_(?<plugin>file|onlinetext)_?\/(?<rest>.+)$/;
/**
 * The name of a file in a download without folders. The first number counts: what follows is a name that the learner
 * chose, and may look like another learner's.
 */
const moodleFile = /^(?<name>[^/]*?)_(?<id>\d+)_assignsubmission_(?<plugin>file|onlinetext)_(?<rest>[^/]*)$/;

export const moodleParts = (entries: readonly Entry[]): Parts | undefined => {
  const parts = new Map<string, { learner: Learner; entries: Entry[] }>();
  const unclaimed: string[] = [];
  for (const entry of entries) {
    const groups = (moodleFolder.exec(entry.path) ?? moodleFile.exec(entry.path))?.groups;
    if (!groups) {
      unclaimed.push(entry.path);
      continue;
    }
    const { name = '', id = '', plugin, rest = '' } = groups;
    const folder = `${name}_${id}_assignsubmission_file_`;
    const part = parts.get(id) ?? { learner: { id: `Participant ${id}`, name, folder }, entries: [] };
    parts.set(id, part);
    // Text that was typed into the page of the platform is listed; only files are graded.
    part.entries.push({ ...entry, path: plugin === 'file' ? rest : `onlinetext/${rest}` });
  }
  return parts.size === 0 ? undefined : { parts: [...parts.values()], unclaimed };
};

/** `lastnamefirstname_[LATE_]userid_attachmentid_original.ext`; Canvas numbers repeated names: `counter-1.ts`. */
const canvasName = /^(?<name>[^/_]+)_(?<late>LATE_)?(?<id>\d+)_(?<attachment>\d+)_(?<rest>[^/]+)$/;

export const canvasParts = (entries: readonly Entry[]): Parts | undefined => {
  const parts = new Map<string, { learner: Learner; late: boolean; entries: Entry[] }>();
  const unclaimed: string[] = [];
  for (const entry of entries) {
    const groups = canvasName.exec(entry.path)?.groups;
    if (!groups) {
      unclaimed.push(entry.path);
      continue;
    }
    const { name = '', id = '', late, rest = '' } = groups;
    const part = parts.get(id) ?? { learner: { id, name }, late: false, entries: [] };
    parts.set(id, part);
    part.late ||= late !== undefined;
    part.entries.push({ ...entry, path: rest.replace(/-\d+(?=\.\w+$)/, '') });
  }
  return parts.size === 0 ? undefined : { parts: [...parts.values()], unclaimed };
};

/** At the top, or in the export's own folder: a learner's folder may also hold a file of this name. */
const metadataFile = /^(?:assignment_\d+_export\/)?submission_metadata\.yml$/;

/** The part of the export that is used here; the keys are Ruby's symbols. */
const gradescopeMetadata = v.record(
  v.string(),
  v.looseObject({
    ':submitters': v.array(
      v.looseObject({
        ':name': v.nullish(v.string()),
        ':sid': v.nullish(v.union([v.string(), v.number()])),
        ':email': v.nullish(v.string()),
      }),
    ),
    ':created_at': v.nullish(
      v.pipe(
        v.union([v.string(), v.date()]),
        v.check((moment) => !Number.isNaN(new Date(moment).getTime()), 'expected `:created_at` to be a moment'),
      ),
    ),
  }),
);

/** @throws {Unreadable} when its metadata is not as Gradescope writes it */
export const gradescopeParts = async (entries: readonly Entry[]): Promise<Parts | undefined> => {
  const metadata = entries.find(({ path }) => metadataFile.test(path));
  if (!metadata) return undefined;
  const root = metadata.path.slice(0, metadata.path.lastIndexOf('/') + 1);
  const refuse = (why: string): never => {
    throw new Unreadable(`${metadata.path} is not as Gradescope writes it: ${why}`);
  };
  const known = v.safeParse(gradescopeMetadata, yamlIn(await metadata.read(), refuse));
  if (!known.success) return refuse(known.issues[0].message);
  const prefixes = Object.entries(known.output)
    .filter(([, { ':submitters': submitters }]) => submitters.length > 0)
    .map(([folder]) => `${root}${folder}/`);
  const parts = Object.entries(known.output).flatMap(
    ([folder, { ':submitters': submitters, ':created_at': created }]) => {
      const prefix = `${root}${folder}/`;
      const own = entries
        .filter(({ path }) => `${path}/`.startsWith(prefix))
        .map((entry) => ({ ...entry, path: entry.path.slice(prefix.length) }));
      return submitters.map((submitter) => ({
        // Somebody without a student id has an empty one.
        learner: {
          id: String(submitter[':sid'] ?? '') || submitter[':email'] || folder,
          name: submitter[':name'] || folder,
        },
        ...(created !== null && created !== undefined && { submittedAt: new Date(created).toISOString() }),
        place: folder,
        entries: own,
      }));
    },
  );
  const isClaimed = ({ path }: Entry): boolean => prefixes.some((prefix) => `${path}/`.startsWith(prefix));
  const unclaimed = entries.filter((entry) => entry !== metadata && !isClaimed(entry)).map(({ path }) => path);
  return { parts, unclaimed };
};

const yamlIn = (bytes: Buffer, refuse: (why: string) => never): unknown => {
  try {
    return parse(bytes.toString('utf8'), { maxAliasCount: 0, customTags: ['timestamp'], prettyErrors: false });
  } catch (error) {
    return refuse(messageOf(error));
  }
};

/** A folder, or a zip of folders: the first part of each path is the learner. */
export const folderParts = (entries: readonly Entry[], folders: readonly string[]): Parts => {
  const parts = new Map<string, Entry[]>(folders.filter((name) => !isLitter(`${name}/`)).map((name) => [name, []]));
  const unclaimed: string[] = [];
  for (const entry of entries.filter(({ path }) => !isLitter(path))) {
    const [id = '', ...rest] = entry.path.split('/');
    // A file beside the folders belongs to nobody; a link, or what can't be read, may be a learner's folder.
    if (id === '' || (rest.length === 0 && entry.fault === undefined)) {
      if (!entry.skipped) unclaimed.push(entry.path);
      continue;
    }
    const part = parts.get(id) ?? [];
    parts.set(id, part);
    part.push({ ...entry, path: rest.join('/') });
  }
  return { parts: [...parts].map(([id, own]) => ({ learner: { id, name: id }, entries: own })), unclaimed };
};
