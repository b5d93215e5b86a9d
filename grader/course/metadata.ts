import * as v from 'valibot';
import { parseJson } from './json-text.ts';
import { UserError } from './user-error.ts';

export const instruments = ['T', 'S', 'R'] as const;
export type Instrument = (typeof instruments)[number];

export type Limits = {
  readonly seconds: number;
  readonly schedules: number;
  readonly memoryMb: number;
};

/** What `exercise.json` says. */
export type Metadata = {
  readonly title: string;
  /** One line: what the exercise teaches. */
  readonly concept: string;
  readonly instruments: readonly [Instrument, ...Instrument[]];
  /** Of instrument R: whether its programs are run in every order of their calls. */
  readonly orders?: boolean | undefined;
  /** From 1 (a first step) to 5. */
  readonly difficulty: number;
  /** How long a learner may need. */
  readonly minutes: number;
  /** The learner's files, the main one first. */
  readonly files: readonly [string, ...string[]];
  /** Files that the kit supplies beside them; never taken from the learner. */
  readonly given: readonly string[];
  /** Number of hidden checks: fewer results than this are not a pass. */
  readonly checks: number;
  readonly limits: Limits;
  /** Weights of checks in a class's marks, by title; 1 where a title is missing. */
  readonly weights?: Readonly<Record<string, number>> | undefined;
  /** If the learner has a choice of tools: what is measured, and the answers to show it beside, by label. */
  readonly costs?: { readonly of: string; readonly beside: Readonly<Record<string, string>> } | undefined;
  /**
   * Kinds of finding that the untouched starter gets. Whether these are kinds is for `author check` to say: this layer
   * does not know about findings.
   */
  readonly starter: readonly [string, ...string[]];
};

/** If an exercise has costs: the work for an answer, beside its checks in the grader's tree. */
export const workloadFile = 'costs.ts';

/* Each message is the broken rule: "Expected `minutes` to be RULE". */

const line = v.pipe(
  v.string('one line of text'),
  v.check((text) => text.trim() !== '' && !text.includes('\n'), 'one line of text'),
);

type Integer = v.GenericSchema<unknown, number>;

const integer = (rule: string, least: number, most: number): Integer =>
  v.pipe(v.number(rule), v.safeInteger(rule), v.minValue(least, rule), v.maxValue(most, rule));

const positive = integer('a positive integer', 1, Number.MAX_SAFE_INTEGER);

const matching = (form: RegExp): v.GenericSchema<unknown, string> =>
  v.custom<string>((item) => typeof item === 'string' && form.test(item));

type List<T> = v.GenericSchema<readonly unknown[], readonly [T, ...T[]]>;

/** Not empty, and nothing twice. */
const list = <T extends string>(item: v.GenericSchema<unknown, T>, rule: string): List<T> =>
  v.pipe(
    v.array(v.message(item, `part of ${rule}`), rule),
    v.guard(isNotEmpty<T>, rule),
    v.checkItems((text, index, all) => all.indexOf(text) === index, `part of ${rule}`),
  );

const isNotEmpty = <T>(items: readonly T[]): items is readonly [T, ...T[]] => items.length > 0;

const quoted = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Inside the exercise's folder, with `/` on every system: these become paths in three trees. */
const relativePath = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;
const typeScriptPath = new RegExp(relativePath.source.replace('$', '(?<=\\.ts)$'));

/** Valibot takes a list for an object. */
const object = v.custom<object>(isObject, 'an object');

const limits = v.strictObject({
  seconds: v.optional(positive, 10),
  schedules: v.optional(positive, 20_000),
  memoryMb: v.optional(positive, 512),
});

const metadata = v.strictObject({
  title: line,
  concept: line,
  instruments: list(v.picklist(instruments), `a list of ${quoted(instruments)}`),
  orders: v.optional(v.boolean('`true` or `false`')),
  difficulty: integer('an integer from 1 to 5', 1, 5),
  minutes: positive,
  files: list(matching(typeScriptPath), 'a list of paths such as `counter.ts`'),
  given: v.optional(list(matching(relativePath), 'a list of paths such as `slow-disk.ts`')),
  checks: positive,
  limits: v.optional(v.pipe(object, limits), {}),
  starter: list(matching(/^[a-z]+(-[a-z]+)*$/), 'a list of kinds such as `race`'),
  costs: v.optional(v.pipe(object, v.strictObject({ of: line, beside: v.record(v.string(), line) }))),
  weights: v.optional(v.pipe(object, v.record(v.string(), positive))),
});

/** @throws {UserError} naming `path` and the first field that is wrong. */
export const parseMetadata = (json: string, path: string): Metadata => {
  const document = parseJson(json, path);
  const { success, output, issues } = v.safeParse(v.pipe(object, metadata), withAllFields(document), {
    abortEarly: true,
  });
  if (success) return { ...output, given: output.given ?? [] };
  throw complaint(issues[0], path);
};

/** A missing field breaks the same rule as a wrong one: valibot would name the whole object. */
const withAllFields = (document: unknown): unknown =>
  isObject(document)
    ? { ...Object.fromEntries(Object.keys(metadata.entries).map((name) => [name, undefined])), ...document }
    : document;

type Issue = v.InferIssue<typeof metadata>;

const complaint = (issue: Issue, path: string): UserError => {
  const field = v.getDotPath(issue)?.replaceAll(/\.(\d+)/g, '[$1]');
  if (issue.expected === 'never') {
    const { entries } = issue.path?.length === 1 ? metadata : limits;
    return new UserError(`Unknown field \`${field}\` in ${path}`, `Known: ${quoted(Object.keys(entries))}.`);
  }
  const subject = field === undefined ? 'the document' : `\`${field}\``;
  return new UserError(`Expected ${subject} to be ${issue.message}, got ${described(issue.input)} in ${path}`);
};

const described = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return '`null`';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `\`${text}\` (${Array.isArray(value) ? 'list' : typeof value})`;
};
