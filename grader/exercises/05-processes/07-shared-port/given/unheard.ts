import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RealStage } from '../../../../harness/scenario.ts';
import { Client } from './client.ts';

/* What has happened in the system, and Node has yet to hear of. */

/**
 * Ends children from outside, all before Node hears of any.
 * @param meanwhile called when they have ended, and nobody has heard of it; it must not let the loop turn
 */
export async function endTogether(
  children: readonly ChildProcess[],
  meanwhile: () => Promise<void> = async () => {},
): Promise<void> {
  // `once` of Node's events would hear errors, too: the attempt has to hear them itself.
  const ends = children.map(async (child) => new Promise((resolve) => child.once('exit', resolve)));
  for (const { pid = 0 } of children) process.kill(pid, 'SIGKILL');
  // Its first thread may be over before the others: only when these are gone, too, is the parent told.
  const isOver = ({ pid = 0 }: ChildProcess): boolean =>
    /\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) && readdirSync(`/proc/${pid}/task`).length === 1;
  while (process.platform === 'linux' && !children.every(isOver));
  await meanwhile();
  await Promise.all(ends);
  await nextTurn();
}

const mostLooks = 500;

/** Opens a connection, which waits to be accepted when this is over. The loop has not turned by then. (On Linux.) */
export async function connectBeforeTurn(stage: RealStage, port: number): Promise<Client> {
  const client = new Client(stage, port);
  // Node connects in the tick before this one. The system may take its time, too.
  await new Promise<void>((resolve) => process.nextTick(resolve));
  const address = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  /** How many connections wait at each socket that listens on the port. */
  const queues = (): readonly string[] =>
    readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .flatMap(([, local, , state, queue]) =>
        local?.endsWith(address) && state === '0A' ? [queue?.split(':')[1] ?? ''] : [],
      );
  const isOnItsWay = (): boolean => {
    const found = queues();
    return found.length > 0 && found.every((queue) => /^0+$/.test(queue));
  };
  for (let look = 0; process.platform === 'linux' && look < mostLooks && isOnItsWay(); look += 1);
  return client;
}
