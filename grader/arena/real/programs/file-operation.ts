import type { Dependent } from '../../../explore/model.ts';

/** A call on the file system, as a program is about to make it. */
export type FileCall = {
  /** Name of Node's function, without `Sync`. */
  readonly name: string;
  /** Further text: the flags of `open`, or a signal. */
  readonly detail?: string;
  /** Files that it is about, relative to the run's folder. */
  readonly paths: readonly string[];
  /** Whether the call changes them if it succeeds. */
  readonly changes: boolean;
  /** Number of the program that it is about. */
  readonly process?: number;
};

/** The result of a call. */
export type FileResult = {
  /** Node's error code, such as `EEXIST`. */
  readonly error?: string;
  /** What the call returned, shortened. */
  readonly told?: string;
};

/** A call that was made; if it failed, it only looked. */
export type FileOperation = FileCall & FileResult & { readonly lane: number };

export const isChange = ({ changes, error }: FileOperation): boolean => changes && error === undefined;

/**
 * Steps of one program stay in their order; steps of two programs depend on each other if one changes what the other
 * touches.
 */
export const dependentFiles: Dependent<FileOperation> = (a, b) =>
  a.lane === b.lane || ((isChange(a) || isChange(b)) && meetIn(a, b));

/** Programs are not files: they are in no folder. */
const meetIn = (a: FileOperation, b: FileOperation): boolean =>
  a.process === undefined && b.process === undefined
    ? a.paths.some((path) => b.paths.some((other) => meets(path, other)))
    : a.process === b.process;

/** A call inside a folder touches the folder, whose list of names may change. */
export const meets = (a: string, b: string): boolean => a === b || isInside(a, b) || isInside(b, a);
const isInside = (path: string, folder: string): boolean => folder === '' || path.startsWith(`${folder}/`);

/** As a row of the picture: `open stock.lock (wx) fails: EEXIST`. */
export function operationText({ name, detail, paths, error, told }: FileOperation): string {
  const call = `${name} ${paths.join(' → ')}${detail === undefined ? '' : ` (${detail})`}`;
  if (error !== undefined) return `${call} fails: ${error}`;
  return told === undefined ? call : `${call} → ${told}`;
}
