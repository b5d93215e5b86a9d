import assert from 'node:assert';
import async_hooks from 'node:async_hooks';
import buffer from 'node:buffer';
import { createHash, createHmac } from 'node:crypto';
import diagnostics_channel from 'node:diagnostics_channel';
import events from 'node:events';
import path from 'node:path';
import querystring from 'node:querystring';
import stream from 'node:stream';
import string_decoder from 'node:string_decoder';
import url from 'node:url';
import util from 'node:util';
import type { Builtins } from '../../common/program.ts';
import type { VirtualClock } from './virtual-clock.ts';

/**
 * Node's modules for code in virtual time: those that compute, and those that only need microtasks.
 * All that would do real input or output, or wait in real time, is refused by name.
 */
export function virtualBuiltins(clock: VirtualClock, process: unknown, console: unknown, crypto: object): Builtins {
  const { AsyncLocalStorage, AsyncResource } = async_hooks;
  const modules = new Map<string, unknown>(
    Object.entries({
      assert,
      'assert/strict': assert.strict,
      async_hooks: { AsyncLocalStorage, AsyncResource },
      buffer,
      console,
      crypto: { ...crypto, createHash, createHmac, webcrypto: crypto },
      diagnostics_channel,
      events,
      path,
      'path/posix': path.posix,
      perf_hooks: { performance: clock.performance },
      process,
      querystring,
      stream,
      'stream/promises': stream.promises,
      string_decoder,
      timers: { ...clock.timers, promises: clock.promises },
      'timers/promises': clock.promises,
      url,
      util,
    }),
  );
  return (name) => {
    const found = modules.get(name.replace(/^node:/, ''));
    if (found !== undefined) return found;
    throw new Error(
      `node:${name.replace(/^node:/, '')} is not there in this exercise: its checks run your code in virtual time, with nothing but what they hand to it`,
    );
  };
}
