import type { Json } from '../../common/exploration.ts';

/** One program of the learner's, in a process of its own. */
export type Program = {
  /** Its lane in the picture. */
  readonly name: string;
  /** One of the learner's files. */
  readonly file: string;
  readonly args?: readonly string[];
};

/** How a program ended. */
export type ProgramEnd = {
  readonly name: string;
  /** Exit code; `null` when it was killed. */
  readonly code: number | null;
  /** The end of what it printed. */
  readonly printed: string;
  /** Values that a program supplied by the kit passed to `tell` of harness/given.ts. */
  readonly told: readonly Json[];
};

/** What a run left behind. */
export type Aftermath = {
  readonly ends: readonly ProgramEnd[];
  /** Text of a file in the run's folder; `undefined` when there is none. */
  readonly read: (name: string) => string | undefined;
  /** Names in the run's folder, sorted. */
  readonly list: () => readonly string[];
};

export type ProgramsOptions<Outcome extends Json = Json> = {
  /** Text by name: the folder in which the programs start, made anew for every run. */
  readonly files: Readonly<Record<string, string>>;
  readonly programs: readonly Program[];
  readonly outcome: (aftermath: Aftermath) => Outcome;
};

/** Runs programs in processes of their own, in every order of their steps on the file system. */
export type ProgramsScenario<Outcome extends Json = Json> = ProgramsOptions<Outcome> & {
  readonly kind: 'programs';
  readonly title: string;
};

/**
 * Describes a scenario. A step is a call that looks at, or changes, a file in the run's folder; `writeFile`
 * is two (it empties the file, and then writes), the others are one.
 *
 * @example
 * export const twoClerks = programs('two clerks', {
 *   files: { 'stock.json': '{"apples":5}' },
 *   programs: [{ name: 'A', file: 'sell.ts', args: ['2'] }, { name: 'B', file: 'sell.ts', args: ['1'] }],
 *   outcome: ({ ends, read }) => ({ codes: ends.map(({ code }) => code), stock: read('stock.json') ?? null }),
 * });
 */
export function programs<Outcome extends Json>(
  title: string,
  options: ProgramsOptions<Outcome>,
): ProgramsScenario<Outcome> {
  return { kind: 'programs', title, ...options };
}
