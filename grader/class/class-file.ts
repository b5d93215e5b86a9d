import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { isNode, parseDocument } from 'yaml';
import { parseJson } from '../course/json-text.ts';
import { didYouMean } from '../course/nearest.ts';
import { UserError } from '../course/user-error.ts';
import { printable } from '../report/text.ts';
import { readText, writeNew } from './text-file.ts';

/** What `class.json` says. The teacher may edit it by hand. */
export type ClassFile = {
  readonly title: string;
  readonly exercises: readonly Assigned[];
  /** ISO 8601 with an offset; a submission after it is late. */
  readonly due?: string;
  /** What happens to late submissions: they count, count with a mark, or are left out. */
  readonly late?: 'accept' | 'flag' | 'refuse';
  /** Points in proportion to the checks that pass, or all or none. */
  readonly grading?: 'checks' | 'all';
  /** `sha256` of the class's own seed, in hexadecimal digits, published when the class begins. */
  readonly seedCommit?: string;
};

export type Assigned = { readonly id: string; readonly points: number };

/** Whether the text is ISO 8601 with an offset. */
export const isMoment = (text: string): boolean => {
  const [, day] = /^(\d{4}-\d\d-\d\d)T.*(?:Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  if (day === undefined || Number.isNaN(Date.parse(text))) return false;
  // `Date.parse` accepts the 30th of February as the 2nd of March.
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
};

export const momentExample = '`2027-01-31T23:59:00+01:00`';

const schema = v.strictObject({
  title: v.pipe(
    v.string(),
    v.trim(),
    v.check((text) => text !== '' && !/\p{Cc}/u.test(text), 'one line of text'),
  ),
  exercises: v.pipe(
    v.array(
      v.strictObject({
        id: v.string(),
        points: v.pipe(v.number(), v.finite('a number of at least 0'), v.minValue(0, 'a number of at least 0')),
      }),
    ),
    v.minLength(1, 'at least one exercise'),
  ),
  due: v.exactOptional(v.pipe(v.string(), v.check(isMoment, `a date and time such as ${momentExample}`))),
  late: v.exactOptional(v.picklist(['accept', 'flag', 'refuse'])),
  grading: v.exactOptional(v.picklist(['checks', 'all'])),
  seedCommit: v.exactOptional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a SHA-256 in 64 hexadecimal digits'))),
});

const keys = Object.keys(schema.entries);

/**
 * @param known ids of the kit's exercises
 * @throws {UserError} naming the line and what was expected there
 */
export const readClassFile = async (path: string, known: readonly string[]): Promise<ClassFile> => {
  const text = await readText(path, { what: 'class file', help: '`npm run class -- init` makes one.' });
  return parseClassFile(text, path, known);
};

/** Like `readClassFile`, for its text. */
export const parseClassFile = (text: string, path: string, known: readonly string[]): ClassFile => {
  const document = parseJson(text, path);
  refuseTwice(text, path);
  const parsed = v.safeParse(schema, document);
  if (!parsed.success) throw complaint(parsed.issues[0], text, path);
  const { exercises } = parsed.output;
  for (const [index, { id }] of exercises.entries()) {
    const at = `${path}:${lineOf(text, ['exercises', index, 'id'])}`;
    if (!known.includes(id)) throw new UserError(`${at}: there is no exercise \`${id}\`.`, didYouMean(id, known));
    if (exercises.findIndex((other) => other.id === id) !== index)
      throw new UserError(`${at}: \`${id}\` is listed twice.`);
  }
  return parsed.output;
};

/** JSON would silently take the last of two values for one key. */
const refuseTwice = (text: string, path: string): void => {
  const twice = parseDocument(text).errors.find(({ code }) => code === 'DUPLICATE_KEY');
  if (!twice) return;
  const [at] = twice.pos;
  const name = /^"[^"]*"/.exec(text.slice(at))?.[0] ?? 'a field';
  throw new UserError(`${path}:${lineAt(text, at)}: ${name} is there twice.`, 'Keep only one of them.');
};

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;

/**
 * Hash of what decides the marks, and of nothing else. The title and the rule for late work count only when marks are
 * shown, the deadline only when work is collected.
 */
export const marksHash = ({ exercises, grading = 'checks' }: ClassFile): string => {
  const points = exercises
    .map((exercise) => [exercise.id, exercise.points])
    .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([grading, points]))
    .digest('hex')
    .slice(0, 16);
};

const complaint = (issue: v.BaseIssue<unknown>, text: string, path: string): UserError => {
  const dotted = v.getDotPath(issue);
  const field = dotted === null ? 'the document' : `\`${dotted}\``;
  const keysTo = (issue.path ?? []).map(({ key }) => key);
  const last = keysTo.at(-1);
  const at = `${path}:${lineOf(text, keysTo)}`;
  if (issue.type === 'strict_object' && issue.expected === 'never' && typeof last === 'string') {
    const known = keysTo.length > 1 ? ['id', 'points'] : keys;
    return new UserError(`${at}: unknown field ${field}.`, didYouMean(last, known));
  }
  if (issue.received === 'undefined') return new UserError(`${at}: ${field} is missing.`);
  const expected = issue.expected ?? issue.message;
  const rule = issue.kind === 'validation' ? issue.message : (kindsInWords.get(expected) ?? expected);
  return new UserError(`${at}: expected ${field} to be ${rule}, got ${printable(issue.received ?? 'nothing')}.`);
};

const kindsInWords: ReadonlyMap<string, string> = new Map([
  ['string', 'a string'],
  ['number', 'a number'],
  ['Array', 'an array'],
  ['Object', 'an object'],
]);

/** Line, from 1, of what these keys lead to, or of the innermost thing around it that exists. */
const lineOf = (text: string, keysTo: readonly unknown[]): number => {
  const node = parseDocument(text).getIn(keysTo, true);
  if (isNode(node) && node.range) return lineAt(text, node.range[0]);
  return keysTo.length === 0 ? 1 : lineOf(text, keysTo.slice(0, -1));
};

/** @throws {UserError} when the file exists already: it may have been edited */
export const writeClassFile = async (path: string, file: ClassFile): Promise<void> => {
  await writeNew(path, `${JSON.stringify(file, undefined, 2)}\n`).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    throw new UserError(`\`${path}\` already exists.`, 'Edit it, or remove it first.', { cause });
  });
};
