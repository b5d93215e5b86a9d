import type { ProgramStep } from './program-run.ts';
import { dependentFiles, isChange, type FileCall } from './file-operation.ts';
import { laneOf } from './numbers.ts';

/* Texts about a program that has stopped before a call. */

const verbs: Readonly<Record<string, string>> = {
  access: 'look at',
  appendFile: 'append to',
  copyFile: 'copy',
  exists: 'look at',
  fstat: 'look at',
  ftruncate: 'cut',
  lstat: 'look at',
  mkdir: 'make the folder',
  readFile: 'read',
  readdir: 'list',
  readlink: 'read',
  realpath: 'look at',
  rm: 'remove',
  rmdir: 'remove the folder',
  stat: 'look at',
  symlink: 'link',
  truncate: 'cut',
  unlink: 'remove',
  utimes: 'set the times of',
};

/** Text of a call, to follow "would". */
export function infinitive({ name, detail, paths, process }: FileCall): string {
  const subject = paths.map((path) => (path === '' ? 'its folder' : path)).join(' → ');
  if (name === 'end of') return 'end';
  if (process !== undefined) return detail === '0' ? `ask whether ${subject} runs` : `send ${detail} to ${subject}`;
  return `${verbs[name] ?? name} ${subject}${detail === undefined ? '' : ` (${detail})`}`;
}

type Waiting = { readonly lane: number; readonly call: FileCall };

/** Says what a program waits for whose next call would only repeat a vain look, and which program caused that. */
export function whyItWaits({ lane, call }: Waiting, steps: readonly ProgramStep[], names: readonly string[]): string {
  const { process, paths } = call;
  if (process !== undefined) return `waits until ${names[laneOf(process)] ?? paths.join()} has ended`;
  const error = steps.findLast(({ op }) => op.lane === lane && op.name === call.name && meetsIn(op, call))?.op.error;
  const change = steps.findLast(
    ({ op }) => op.lane !== lane && isChange(op) && dependentFiles(op, { ...call, lane }),
  )?.op;
  const file = paths.find((path) => change?.paths.includes(path)) ?? paths.at(-1) ?? '';
  const what = error === 'EEXIST' ? `${file} is removed` : error === 'ENOENT' ? `${file} is there` : `${file} changes`;
  return `waits until ${what}${change ? `; ${names[change.lane]} changed it last` : ''}`;
}

const meetsIn = (one: FileCall, other: FileCall): boolean => one.paths.some((path) => other.paths.includes(path));
