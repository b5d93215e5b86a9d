import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Those whose end nobody can have heard of yet. */
export const running = (children: readonly ChildProcess[]): readonly ChildProcess[] =>
  children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);

/** How many listeners there are on them, for any event. */
export const listenersOn = (children: readonly ChildProcess[]): number =>
  children
    .flatMap((child) => child.eventNames().map((event) => child.listenerCount(event)))
    .reduce((sum, count) => sum + count, 0);

/**
 * Resolves when a child has ended, and told of its channel's end. It hears no errors, as `once` of Node's events would:
 * the attempt has to do that itself.
 */
export async function over(child: ChildProcess): Promise<void> {
  await Promise.all([told(child, 'exit'), child.connected && told(child, 'disconnect')]);
}

const told = async (child: ChildProcess, event: 'exit' | 'disconnect'): Promise<void> =>
  new Promise((resolve) => child.once(event, () => resolve()));

/**
 * Ends children from outside, all before Node hears of any: as this thread stands still meanwhile, it hears of all of
 * them in one turn. (On Linux; elsewhere it may take several.) It waits for their ends and not for their channels': one
 * through which a connection was on its way does not tell of its own.
 * @param meanwhile called when they have ended, and nobody has heard of it; it must not let the loop turn
 */
export async function endTogether(
  children: readonly ChildProcess[],
  meanwhile: () => Promise<void> = async () => {},
): Promise<void> {
  const ends = children.map(async (child) => told(child, 'exit'));
  for (const { pid = 0 } of children) process.kill(pid, 'SIGKILL');
  // Its first thread may be over before the others: only when these are gone, too, is the parent told.
  const isDead = ({ pid = 0 }: ChildProcess): boolean =>
    /\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) && readdirSync(`/proc/${pid}/task`).length === 1;
  while (process.platform === 'linux' && !children.every(isDead));
  await meanwhile();
  await Promise.all(ends);
  await nextTurn();
}
