import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, constants, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { collectedFiles, graceMs } from '../meters/resources.ts';
import { words, states, type SlowFileJob, type SlowFileState } from '../witness/slow-file-job.ts';
import { ours } from '../meters/own-timers.ts';
import type { Witness } from '../witness/witness.ts';

/** A file whose pieces come only while the main thread's event loop turns. */
export type SlowFile = {
  readonly path: string;
  /** Its state, and if `blocked` the number of the blocking call (0: none known). */
  readonly report: () => { readonly state: SlowFileState; readonly call: number };
  /** Whether a reader still has it open after a grace period. */
  readonly leftOpen: () => Promise<boolean>;
};

/** @param pieces what the file consists of, in the portions in which it arrives */
export type OpenSlowFile = (name: string, pieces: readonly (string | Uint8Array)[]) => Promise<SlowFile>;

/**
 * FIFOs, on Windows named pipes, with the witness at their other end, which keeps working when the main thread's loop
 * stands still.
 * @param undisturbed the witness' clock, in milliseconds
 */
export function slowFiles(folder: string, witness: Witness, undisturbed: () => number): OpenSlowFile {
  const shared = new Int32Array(new SharedArrayBuffer(4 * words.count));

  return async (name, pieces) => {
    const windows = process.platform === 'win32';
    const path = windows ? `\\\\.\\pipe\\racelings-${randomUUID()}-${name}` : join(folder, name);
    if (!windows) execFileSync('mkfifo', [path]);
    Atomics.add(shared, words.files, 1);
    const own = new Int32Array(new SharedArrayBuffer(4 * words.count));
    const job: SlowFileJob = { path, pieces: pieces.map((piece) => Buffer.from(piece)), shared, own };
    await witness.ask({ do: 'slow-file', job });
    return {
      path,
      report: () => ({
        state: states[Atomics.load(own, words.state)] ?? 'unopened',
        call: Atomics.load(own, words.call),
      }),
      leftOpen: async () => {
        for (const start = undisturbed(); undisturbed() - start < graceMs;) {
          await ours(async () => wait(1));
          if (windows ? Atomics.load(own, words.readers) > 0 : hasReader(path)) continue;
          // The warning comes a little after the collector has closed the file.
          await ours(async () => wait(20));
          return collectedFiles() > 0;
        }
        return true;
      },
    };
  };
}

/** A FIFO can be opened for writing, without waiting, only while a reader has it open. */
function hasReader(path: string): boolean {
  try {
    closeSync(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
    return true;
  } catch {
    return false;
  }
}
