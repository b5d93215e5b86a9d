import fs from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GatedHandle } from './gated-handle.ts';
import { learnerStack, type Steps } from './steps.ts';
import type { UnderWay } from './under-way.ts';

/*
 * Makes each call on the file system a step of the exploration. All three forms of a function (Sync, callback,
 * promise) become its Sync form, called when the gatekeeper permits it; the last two as late as possible
 * (under-way.ts).
 */

type Sync = (...args: unknown[]) => unknown;

/** Functions by what they do: the arguments that are paths (or descriptors), and whether these change. */
const looks = [
  'access',
  'exists',
  'fstat',
  'lstat',
  'read',
  'readFile',
  'readdir',
  'readlink',
  'readv',
  'realpath',
  'stat',
];
const changes = ['appendFile', 'ftruncate', 'mkdir', 'rm', 'rmdir', 'truncate', 'unlink', 'utimes', 'write', 'writev'];
const twoPaths = ['copyFile', 'link', 'rename', 'symlink'];

const original = { ...fs } as unknown as Record<string, Sync>;
const nextTurn = setImmediate;

/**
 * @param folder of the run: a call on files elsewhere is not a step
 * @returns forgets which files were open
 */
export function gateFiles(steps: Steps, underWay: UnderWay, folder: string): () => void {
  const open = new Map<number, string>();

  /** The name inside the run's folder; `undefined` for files that do not concern the run. */
  const nameOf = (target: unknown): readonly string[] => {
    if (typeof target === 'number') return descriptorNames(target);
    if (typeof target !== 'string' && !(target instanceof URL) && !Buffer.isBuffer(target)) return [];
    const path = resolve(target instanceof URL ? fileURLToPath(target) : String(target));
    const name = relative(folder, path);
    return name.startsWith('..') || resolve(name) !== path ? [] : [name.split(sep).join('/')];
  };

  /** A descriptor's file by its name when it was opened and its name now. */
  const descriptorNames = (fd: number): readonly string[] => {
    const opened = open.get(fd);
    if (opened === undefined) return [];
    const now = process.platform === 'linux' ? nameOf(String(original['readlinkSync']?.(`/proc/self/fd/${fd}`))) : [];
    return [...new Set([opened, ...now.filter((name) => !name.endsWith(' (deleted)'))])];
  };

  const gated: Record<string, Sync> = {};
  for (const name of [...looks, ...changes, ...twoPaths]) {
    const sync = original[`${name}Sync`];
    if (!sync) continue;
    gated[name] = (...args) => {
      const paths = [...new Set([...nameOf(args[0]), ...(twoPaths.includes(name) ? nameOf(args[1]) : [])])];
      const call = { name, paths, changes: !looks.includes(name) };
      return steps.take(
        call,
        () => sync(...args),
        (result) => (looks.includes(name) ? shown(result, args[1]) : undefined),
      );
    };
  }
  gated['open'] = (path, flags = 'r', mode) => {
    const [name = ''] = nameOf(path);
    const call = {
      name: 'open',
      detail: String(flags),
      paths: nameOf(path),
      changes: flags !== 'r' && flags !== 'r+' && flags !== 0,
    };
    const fd = steps.take(call, () => ungated.openSync(path as string, flags as string, mode as number));
    if (call.paths.length > 0) open.set(fd, name);
    return fd;
  };
  // Between the two steps of a write another program may find the file empty.
  gated['writeFile'] = (target, data, options) => {
    if (nameOf(target).length === 0) return original['writeFileSync']?.(target, data, options);
    const { flag = 'w', ...rest } = isFlagged(options) ? options : {};
    const encoding = typeof options === 'string' ? options : rest;
    if (typeof target === 'number') return gated['write']?.(target, data);
    const fd = gated['open']?.(target, flag) as number;
    try {
      steps.take({ name: 'write', paths: descriptorNames(fd), changes: true }, () =>
        original['writeFileSync']?.(fd, data, encoding),
      );
    } finally {
      ungated.closeSync(fd);
    }
    return undefined;
  };

  gated['mkdtemp'] = (prefix) => {
    const path = `${String(prefix)}${Math.random().toString(36).slice(2, 8)}`;
    gated['mkdir']?.(path);
    return path;
  };

  /** Begins an asynchronous call, which is made when its turn comes. */
  const begin: Begin = (call, settle) => {
    const stack = learnerStack();
    underWay.begin(() => {
      try {
        settle(null, steps.asOf(stack, call));
      } catch (error) {
        settle(placed(error, stack));
      }
    });
  };
  for (const [name, call] of Object.entries(gated)) install(name, call, begin);
  Object.assign(fs.promises, {
    open: async (...args: unknown[]) =>
      new GatedHandle((await later(begin, () => gated['open']?.(...args))) as number, gated),
  });
  return () => open.clear();
}

/** For the kit's own use in this file. */
const ungated = { openSync: fs.openSync, closeSync: fs.closeSync };

const isFlagged = (options: unknown): options is { flag?: string } => typeof options === 'object' && options !== null;

/** @param settle receives the error, `null` for none, and the result */
type Begin = (call: () => unknown, settle: (error: unknown, result?: unknown) => void) => void;

const later = async (begin: Begin, call: () => unknown): Promise<unknown> =>
  new Promise((resolve_, reject) =>
    begin(call, (error, result) => (error === null ? resolve_(result) : reject(error))),
  );

/** Gives an error that comes later the stack of the call that it belongs to. */
function placed(error: unknown, stack: string): unknown {
  if (error instanceof Error) error.stack = `${error.name}: ${error.message}\n${stack}`;
  return error;
}

/** Replaces all forms of a function. */
function install(name: string, call: Sync, begin: Begin): void {
  Object.assign(fs, { [`${name}Sync`]: call });
  const asynchronous = (...args: unknown[]): void => {
    const callback = args.pop() as (error: unknown, ...results: unknown[]) => void;
    begin(
      () => call(...args),
      // Read and write hand the buffer back.
      (error, result) => nextTurn(() => (error === null ? callback(null, result, args[1]) : callback(error))),
    );
  };
  if (name === 'exists') return;
  Object.assign(fs, { [name]: asynchronous });
  if (!(name in fs.promises)) return;
  Object.assign(fs.promises, {
    [name]: async (target: unknown, ...rest: unknown[]) => {
      // A handle's calls are made at once, so that it is closed only after all of them.
      if (target instanceof GatedHandle) return call(target.fd, ...rest);
      return later(begin, () => call(target, ...rest));
    },
  });
}

const shownLength = 24;

function shown(result: unknown, buffer: unknown): string | undefined {
  if (typeof result === 'boolean') return String(result);
  if (Array.isArray(result)) return `${result.length} names`;
  const bytes = typeof result === 'number' && Buffer.isBuffer(buffer) ? buffer.subarray(0, result) : result;
  if (typeof bytes !== 'string' && !Buffer.isBuffer(bytes)) return undefined;
  const text = JSON.stringify(bytes.toString('utf8')).slice(1, -1).replaceAll('\\"', '"');
  return text === '' ? 'nothing' : text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}
