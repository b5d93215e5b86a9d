import { readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { errorOf } from '../../common/codec.ts';
import { ours } from './own-timers.ts';

/** What a program holds that it could give back, counted by name; each open file by its own. */
export type Resources = Readonly<Record<string, number>>;

/** Undisturbed milliseconds for closing whatever is about to be closed. */
export const graceMs = 500;
const turnMs = 5;

const events = [
  'exit',
  'beforeExit',
  'SIGINT',
  'SIGTERM',
  'message',
  'warning',
  'unhandledRejection',
  'uncaughtException',
];

const files = 'open files';

let collected = 0;
// Node's own listener would print this, as if the learner's code had: the learner hears of it in a finding instead.
const printing = process.listeners('warning');
process.removeAllListeners('warning');
process.on('warning', (warning: NodeJS.ErrnoException) => {
  if (warning.message.startsWith('Closing file descriptor')) collected += 1;
  else if (warning.code !== 'DEP0137') for (const print of printing) print(warning);
});

/**
 * Node 26 throws where other versions warn. When the collector runs says nothing about the attempt: what counts is
 * the file that was left open.
 * @param error an error that no code caught
 * @returns whether it was that error
 */
export function isOfCollectedFile(error: unknown): boolean {
  const is = errorOf(error)?.message.startsWith('A FileHandle object was closed during garbage') === true;
  if (is) collected += 1;
  return is;
}

/** Files that the garbage collector had to close so far: their program had left them open. */
export const collectedFiles = (): number => collected;

/**
 * What keeps the event loop from running empty (`Timeout`, `TCPSocketWrap`, `MessagePort`, …), the open files
 * (where the system says) and the listeners on `process` (`listeners on exit`).
 */
export function resources(): Resources {
  const counts: Record<string, number> = {};
  const count = (name: string): void => void (counts[name] = (counts[name] ?? 0) + 1);
  for (const resource of process.getActiveResourcesInfo()) count(resource);
  for (const event of events) {
    const listeners = process.listenerCount(event);
    if (listeners > 0) counts[`listeners on ${event}`] = listeners;
  }
  // Each by its own name: one that Node was reading before is not one that the program has since left open.
  for (const target of openDescriptors()) if (isFile(target)) count(`${files} ${target}`);
  for (let file = 0; file < collected; file += 1) count(files);
  return counts;
}

/**
 * Resources held now that were not held before, after a grace period.
 * @param before how many of each there were
 * @param undisturbed the witness' clock, in milliseconds
 * @returns how many more there are of each; for files the sum, as `open files`
 */
export async function leftovers(before: Resources, undisturbed: () => number): Promise<Resources> {
  const start = undisturbed();
  for (let free = 0; ;) {
    const left = Object.entries(resources()).flatMap(([name, count]) => {
      const more = count - (before[name] ?? 0);
      return more > 0 ? [[name, more] as const] : [];
    });
    free = left.length === 0 ? free + 1 : 0;
    // Twice, since a file that the collector has closed is known only a little later.
    if (free === 2 || undisturbed() - start >= graceMs) return inAll(left);
    await ours(async () => wait(turnMs));
  }
}

function inAll(left: readonly (readonly [name: string, count: number])[]): Resources {
  const sums: Record<string, number> = {};
  for (const [name, count] of left) {
    const sum = name.startsWith(files) ? files : name;
    sums[sum] = (sums[sum] ?? 0) + count;
  }
  return sums;
}

/** Where the kit's own modules are, which are being read when a thread starts. */
const kit = realpathSync(import.meta.dirname);

/** Leaves out what the witness, a thread of this process, may read at any moment: its modules and /proc. */
const isFile = (target: string): boolean =>
  target.startsWith('/') && ![kit, '/dev', '/proc'].some((folder) => target.startsWith(`${folder}/`));

function openDescriptors(): readonly string[] {
  try {
    return readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/self/fd/${fd}`)];
      } catch {
        // This descriptor was the one that listed the folder.
        return [];
      }
    });
  } catch {
    return [];
  }
}
