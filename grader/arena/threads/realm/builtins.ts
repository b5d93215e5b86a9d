import assert from 'node:assert';
import buffer from 'node:buffer';
import events from 'node:events';
import path from 'node:path';
import string_decoder from 'node:string_decoder';
import url from 'node:url';
import util from 'node:util';
import worker_threads from 'node:worker_threads';
import { without } from '../../common/without.ts';
import type { Builtins } from '../../common/program.ts';
import type { replaceComparisons } from './comparisons.ts';
import type { Globals } from './surroundings.ts';
import { refusal } from '../baton/refusal.ts';

/** Node's modules for code in explored threads: those that only compute. All others are refused by name. */
export function threadBuiltins(
  lane: number,
  { performance, crypto, process, console }: Globals,
  comparisons: ReturnType<typeof replaceComparisons>,
): { readonly builtin: Builtins; readonly modules: readonly object[] } {
  const modules = new Map<string, object>(
    Object.entries({
      assert,
      'assert/strict': assert.strict,
      buffer: without(buffer, 'Blob', 'File', 'resolveObjectURL'),
      console,
      crypto,
      events,
      path,
      perf_hooks: { performance },
      process,
      string_decoder,
      url,
      util: Object.assign(
        without(
          util,
          'getSystemErrorMap',
          'getCallSite',
          'getCallSites',
          'setTraceSigInt',
          ...Object.keys(comparisons),
        ),
        comparisons,
      ),
      'util/types': comparisons.types,
      worker_threads: workerThreads(lane),
    }),
  );
  const builtin: Builtins = (name) => {
    const found = modules.get(name.replace(/^node:/, ''));
    if (found === undefined) throw refusal(name.startsWith('node:') ? name : `node:${name}`);
    return found;
  };
  return { builtin, modules: [...modules.values()] };
}

/** The parts of `node:worker_threads` that make sense in a scenario's thread; the others refuse. */
function workerThreads(lane: number): object {
  const refusing = Object.keys(worker_threads).map((name) => [
    name,
    function refuse(): never {
      throw refusal(name);
    },
  ]);
  const known = { isMainThread: false, threadId: lane + 1, parentPort: null, workerData: null, resourceLimits: {} };
  return { ...Object.fromEntries(refusing), ...known };
}
