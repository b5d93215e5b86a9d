import { spawn } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/*
 * Only one thread of a run moves at a time. A hand-over to a thread that sleeps on another core costs about five
 * times as much as on the same one, so all threads of a run are kept on one core. This affects only speed: where the
 * system can't do it, or has no `taskset`, the threads stay where they are.
 */

/** The system's number of the calling thread; 0 where it gives none (only Linux does). */
export function systemThread(): number {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  } catch {
    return 0;
  }
}

/** Keeps threads of this process on the core where its main thread is; it does not wait until that is done. */
export function keepOnOneCore(threads: readonly number[]): void {
  const core = coreOfThisProcess();
  if (core === undefined || threads.includes(0)) return;
  const each = 'core=$1; shift; for thread; do taskset -cp "$core" "$thread"; done';
  const child = spawn('sh', ['-c', each, 'sh', ...[core, ...threads].map(String)], { stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
}

/** Field 39 of the process's `stat`, see proc(5); the name in field 2 may hold spaces. */
function coreOfThisProcess(): number | undefined {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')')).split(' ')[37]);
  } catch {
    return undefined;
  }
}
