import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** The children whose end Node has not reported yet. */
export const running = (children: readonly ChildProcess[]): readonly ChildProcess[] =>
  children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);

/** Number of listeners on the children, for all events together. */
export const listenersOn = (children: readonly ChildProcess[]): number =>
  children
    .flatMap((child) => child.eventNames().map((event) => child.listenerCount(event)))
    .reduce((sum, count) => sum + count, 0);

/**
 * Resolves when a child has ended and its channel, if open, has closed. Unlike `once` of Node's events it hears no
 * errors: the attempt has to do that itself.
 */
export async function over(child: ChildProcess): Promise<void> {
  await Promise.all([told(child, 'exit'), child.connected && told(child, 'disconnect')]);
}

const told = async (child: ChildProcess, event: 'exit' | 'disconnect'): Promise<void> =>
  new Promise((resolve) => child.once(event, () => resolve()));

/**
 * Kills children from outside, all before Node hears of any: this thread blocks meanwhile, so it hears of all ends in
 * one turn (on Linux; elsewhere possibly in several). It waits for the ends, not for the channels: a channel through
 * which a connection was being sent does not report that it closed.
 * @param meanwhile called when the children have ended and nobody has heard of it yet; it must not let the event loop
 * turn
 */
export async function endTogether(
  children: readonly ChildProcess[],
  meanwhile: () => Promise<void> = async () => {},
): Promise<void> {
  const ends = children.map(async (child) => told(child, 'exit'));
  for (const { pid = 0 } of children) process.kill(pid, 'SIGKILL');
  // The first thread may end before the others, and the parent is told only when all are gone.
  const isDead = ({ pid = 0 }: ChildProcess): boolean =>
    /\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) && readdirSync(`/proc/${pid}/task`).length === 1;
  while (process.platform === 'linux' && !children.every(isDead));
  await meanwhile();
  await Promise.all(ends);
  await nextTurn();
}
