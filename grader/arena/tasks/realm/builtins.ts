import assert from 'node:assert';
import { AsyncResource } from 'node:async_hooks';
import buffer from 'node:buffer';
import { createHash, createHmac } from 'node:crypto';
import events from 'node:events';
import path from 'node:path';
import querystring from 'node:querystring';
import stream from 'node:stream';
import string_decoder from 'node:string_decoder';
import url from 'node:url';
import util from 'node:util';
import type { Builtins } from '../../common/program.ts';
import { without } from '../../common/without.ts';
import { AsyncLocalStorage } from './async-context.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** The modules, and what they are made of: to be locked down. */
export type VirtualBuiltins = { readonly builtin: Builtins; readonly modules: readonly object[] };

/**
 * Node's modules for code in virtual time: those that compute, and those that only need microtasks. Whatever
 * would do real input or output, wait in real time, or show what other runs did is refused by name.
 */
export function virtualBuiltins(
  clock: VirtualClock,
  process: unknown,
  console: unknown,
  crypto: object,
): VirtualBuiltins {
  const modules = new Map<string, object>(
    Object.entries({
      assert,
      'assert/strict': assert.strict,
      async_hooks: { AsyncLocalStorage, AsyncResource },
      buffer: without(buffer, 'Blob', 'File', 'resolveObjectURL'),
      console: console as object,
      crypto: { ...crypto, createHash, createHmac, webcrypto: crypto },
      events,
      path,
      'path/posix': path.posix,
      perf_hooks: { performance: clock.performance },
      process: process as object,
      querystring,
      stream,
      'stream/promises': stream.promises,
      string_decoder,
      timers: { ...clock.timers, promises: clock.promises },
      'timers/promises': clock.promises,
      url,
      util: without(util, 'getSystemErrorMap', 'getCallSite', 'getCallSites', 'setTraceSigInt'),
    }),
  );
  const builtin: Builtins = (name) => {
    const found = modules.get(name.replace(/^node:/, ''));
    if (found !== undefined) return found;
    throw new Error(
      `node:${name.replace(/^node:/, '')} is not there in this exercise: its checks run your code in virtual time, with nothing but what they hand to it`,
    );
  };
  return { builtin, modules: [...modules.values()] };
}
