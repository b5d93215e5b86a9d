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
  /** From 1 (a first step) to 5. */
  readonly difficulty: number;
  /** How long a learner may need. */
  readonly minutes: number;
  /** The learner's files, the main one first. */
  readonly files: readonly [string, ...string[]];
  /** Files that the kit supplies beside them; never taken from the learner. */
  readonly given: readonly string[];
  /** Number of hidden checks: fewer results than this are no pass. */
  readonly checks: number;
  readonly limits: Limits;
  /** Kinds of finding that the untouched starter gets. */
  readonly starter: readonly [string, ...string[]];
};

const defaultLimits: Limits = { seconds: 10, schedules: 20_000, memoryMb: 512 };

/** @throws {UserError} naming `path` and the first field that is not as it must be. */
export const parseMetadata = (json: string, path: string): Metadata => {
  let document: unknown;
  try {
    document = JSON.parse(json);
  } catch (cause) {
    throw new UserError(`${path} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, undefined, {
      cause,
    });
  }
  const root = new Fields(document, path);
  const limits = root.fields('limits');
  const metadata: Metadata = {
    title: root.line('title'),
    concept: root.line('concept'),
    instruments: root.list('instruments', isInstrument, `a list of ${quoted(instruments)}`),
    difficulty: root.integer('difficulty', 1, 5),
    minutes: root.integer('minutes', 1),
    files: root.list('files', isTypeScriptFile, 'a list of paths such as `counter.ts`'),
    given: root.has('given') ? root.list('given', isRelativeFile, 'a list of paths such as `slow-disk.ts`') : [],
    checks: root.integer('checks', 1),
    limits: {
      seconds: limits.integer('seconds', 1, undefined, defaultLimits.seconds),
      schedules: limits.integer('schedules', 1, undefined, defaultLimits.schedules),
      memoryMb: limits.integer('memoryMb', 1, undefined, defaultLimits.memoryMb),
    },
    starter: root.list('starter', isKindWord, 'a list of kinds such as `race`'),
  };
  root.refuseOthers(Object.keys(metadata));
  limits.refuseOthers(Object.keys(metadata.limits));
  return metadata;
};

/** Reads fields of one JSON object; every complaint has the same form. */
class Fields {
  readonly #values: ReadonlyMap<string, unknown>;
  readonly #path: string;
  readonly #prefix: string;

  /** @param field name of the object inside the document; none for the document itself. */
  constructor(value: unknown, path: string, field?: string) {
    this.#path = path;
    this.#prefix = field === undefined ? '' : `${field}.`;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw unexpected(field === undefined ? 'the document' : `\`${field}\``, 'an object', value, path);
    }
    this.#values = new Map(Object.entries(value));
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  fields(name: string): Fields {
    return new Fields(this.has(name) ? this.#values.get(name) : {}, this.#path, `${this.#prefix}${name}`);
  }

  line(name: string): string {
    const value = this.#values.get(name);
    if (typeof value === 'string' && value.trim() !== '' && !value.includes('\n')) return value;
    throw this.#unexpected(name, 'one line of text', value);
  }

  integer(name: string, least: number, most?: number, fallback?: number): number {
    const value = this.#values.has(name) ? this.#values.get(name) : fallback;
    const fits = typeof value === 'number' && Number.isSafeInteger(value);
    if (fits && value >= least && value <= (most ?? value)) return value;
    throw this.#unexpected(
      name,
      most === undefined ? 'a positive integer' : `an integer from ${least} to ${most}`,
      value,
    );
  }

  list<T extends string>(name: string, fits: (item: unknown) => item is T, rule: string): readonly [T, ...T[]] {
    const value = this.#values.get(name);
    if (!Array.isArray(value)) throw this.#unexpected(name, rule, value);
    const items: T[] = [];
    for (const [index, item] of value.entries()) {
      if (!fits(item) || items.includes(item)) throw this.#unexpected(`${name}[${index}]`, `part of ${rule}`, item);
      items.push(item);
    }
    const [first, ...rest] = items;
    if (first === undefined) throw this.#unexpected(name, rule, value);
    return [first, ...rest];
  }

  refuseOthers(known: readonly string[]): void {
    for (const name of this.#values.keys()) {
      if (!known.includes(name)) {
        throw new UserError(`Unknown field \`${this.#prefix}${name}\` in ${this.#path}`, `Known: ${quoted(known)}.`);
      }
    }
  }

  #unexpected(name: string, rule: string, value: unknown): UserError {
    return unexpected(`\`${this.#prefix}${name}\``, rule, value, this.#path);
  }
}

const unexpected = (subject: string, rule: string, value: unknown, path: string): UserError =>
  new UserError(`Expected ${subject} to be ${rule}, got ${described(value)} in ${path}`);

const described = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return '`null`';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `\`${text}\` (${Array.isArray(value) ? 'list' : typeof value})`;
};

const quoted = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

const isInstrument = (item: unknown): item is Instrument => instruments.some((instrument) => instrument === item);

/** Inside the exercise's folder, with `/` on every system: these become paths in three trees. */
const isRelativeFile = (item: unknown): item is string =>
  typeof item === 'string' && /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(item);

const isTypeScriptFile = (item: unknown): item is string => isRelativeFile(item) && item.endsWith('.ts');

/** Whether the word is a kind of finding is known to `author check`; this layer knows no findings. */
const isKindWord = (item: unknown): item is string => typeof item === 'string' && /^[a-z]+(-[a-z]+)*$/.test(item);
