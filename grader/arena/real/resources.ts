import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** What a program holds that it could give back, counted by name. */
export type Resources = Readonly<Record<string, number>>;

/** Turns of the loop in which what is about to be closed will have been. */
const graceTurns = 100;
const turnMs = 5;

const events = ['exit', 'beforeExit', 'SIGINT', 'SIGTERM', 'message', 'warning', 'unhandledRejection', 'uncaughtException'];

/**
 * What keeps the event loop from running empty (`Timeout`, `TCPSocketWrap`, `MessagePort`, …), the open files
 * (`open files`, where the system tells) and the listeners on `process` (`listeners on exit`).
 */
export function resources(): Resources {
  const counts: Record<string, number> = {};
  const count = (name: string): void => void (counts[name] = (counts[name] ?? 0) + 1);
  for (const resource of process.getActiveResourcesInfo()) count(resource);
  for (const event of events) {
    const listeners = process.listenerCount(event);
    if (listeners > 0) counts[`listeners on ${event}`] = listeners;
  }
  for (const target of openDescriptors()) if (target.startsWith('/') && !target.startsWith('/dev/')) count('open files');
  return counts;
}

/**
 * What is there now and was not there before, after a grace of turns.
 * @param before how many there were of each
 */
export async function leftovers(before: Resources): Promise<Resources> {
  for (let turn = 0; ; turn += 1) {
    const left = Object.entries(resources()).flatMap(([name, count]) => {
      const more = count - (before[name] ?? 0);
      return more > 0 ? [[name, more] as const] : [];
    });
    if (left.length === 0 || turn >= graceTurns) return Object.fromEntries(left);
    await wait(turnMs);
  }
}

function openDescriptors(): readonly string[] {
  try {
    return readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/self/fd/${fd}`)];
      } catch {
        // The one that listed the folder.
        return [];
      }
    });
  } catch {
    return [];
  }
}
