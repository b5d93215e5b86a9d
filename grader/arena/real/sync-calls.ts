import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import zlib from 'node:zlib';
import crypto from 'node:crypto';

/** A call that keeps the event loop from turning until it returns. */
export type SyncCall = { readonly name: string; readonly stack: string };

export type SyncWatch = {
  /** Number of the call that the main thread is in now, as shared memory; 0 outside of any. */
  readonly inside: Int32Array;
  /** Blocking calls of the attempt so far, oldest first. */
  readonly calls: readonly SyncCall[];
};

/**
 * Notes each blocking call of Node's API on this thread, for as long as it runs: a thread that
 * hangs in one can't tell, so the note is in shared memory.
 */
export function watchSyncCalls(): SyncWatch {
  const inside = new Int32Array(new SharedArrayBuffer(4));
  const calls: SyncCall[] = [];
  const modules: readonly Record<string, unknown>[] = [fs, childProcess, zlib, crypto];
  for (const module of modules) {
    for (const [name, call] of Object.entries(module)) {
      if (typeof call !== 'function' || !name.endsWith('Sync')) continue;
      // Newer Nodes have read-only ones; what can't be replaced at all is then seen by its silence only.
      const { configurable, enumerable = true } = Object.getOwnPropertyDescriptor(module, name) ?? {};
      if (!configurable) continue;
      // Own properties such as `realpathSync.native` stay reachable.
      const watched = Object.assign(function (this: unknown, ...args: unknown[]): unknown {
        // Node's own modules call these too, while it loads files: only the outermost is the attempt's.
        if (Atomics.load(inside, 0) !== 0) return Reflect.apply(call, this, args);
        calls.push({ name, stack: new Error(name).stack ?? '' });
        Atomics.store(inside, 0, calls.length);
        try {
          return Reflect.apply(call, this, args);
        } finally {
          Atomics.store(inside, 0, 0);
        }
      }, call);
      Object.defineProperty(module, name, { value: watched, configurable, enumerable, writable: true });
    }
  }
  syncBuiltinESMExports();
  return { inside, calls };
}
