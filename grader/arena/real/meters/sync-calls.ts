import childProcess from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import zlib from 'node:zlib';
import type { Board } from './board.ts';

/** A call that keeps the event loop from turning until it returns. */
export type SyncCall = { readonly name: string; readonly stack: string };

type Call = (...args: never[]) => unknown;

/**
 * Records each blocking call of Node's API on this thread, and on the board while it runs: a thread that hangs in
 * such a call can't report it.
 *
 * @returns the attempt's calls so far, oldest first; the board holds the number of the current one, from 1
 */
export function watchSyncCalls(board: Board): readonly SyncCall[] {
  const calls: SyncCall[] = [];
  const watch = (owner: object, name: string, shown = name): void => {
    const call = Reflect.get(owner, name) as Call;
    // Own properties such as `realpathSync.native` stay reachable.
    const watched = Object.assign(function (this: unknown, ...args: never[]): unknown {
      // Node's own modules call these too, while it loads files: only the outermost is the attempt's.
      if (board.get('call') !== 0) return Reflect.apply(call, this, args);
      calls.push({ name: shown, stack: new Error(shown).stack ?? '' });
      board.set('call', calls.length);
      try {
        return Reflect.apply(call, this, args);
      } finally {
        board.set('call', 0);
      }
    }, call);
    Object.defineProperty(owner, name, { value: watched, writable: true, configurable: true });
  };
  for (const module of [fs, childProcess, zlib, crypto]) {
    for (const [name, call] of Object.entries(module)) {
      if (typeof call === 'function' && name.endsWith('Sync')) watch(module, name);
    }
  }
  watch(Atomics, 'wait', 'Atomics.wait');
  syncBuiltinESMExports();
  return calls;
}
