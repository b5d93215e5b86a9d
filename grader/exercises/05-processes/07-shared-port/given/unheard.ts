import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { endTogether, running, type RealStage } from '../../../../harness/scenario.ts';
import { Client } from './client.ts';

/* What has happened in the system, and Node has yet to hear of. */

/** So often it is waited for those that are not made up for at once: such a wait takes long. */
const mostWaits = 8;

/**
 * Ends one of the processes, whoever comes in its place, and so on. It is always the youngest, which has hardly begun to
 * start; so each takes little time. Where it has to wait for the next one it ends all of them at a time from then on: a
 * few waits are many deaths.
 * @returns how many have died; fewer than asked for if they were not made up for, or often took their time
 */
export async function endOneByOne(
  stage: RealStage,
  { workers, most }: { readonly workers: number; readonly most: number },
): Promise<number> {
  const alive = (): readonly ChildProcess[] => running(stage.children());
  const areThere = (): boolean => alive().length === workers;
  let waits = 0;
  let dead = 0;
  while (dead < most && waits < mostWaits && areThere()) {
    const doomed = alive().slice(waits === 0 ? -1 : -workers);
    await endTogether(doomed);
    dead += doomed.length;
    if (areThere()) continue;
    waits += 1;
    await stage.settles(untilStarted(areThere));
  }
  return dead;
}

/** Resolves when processes have been started, and it is the case. */
async function untilStarted(isSo: () => boolean): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = (): void => {
      // It is told of before it runs.
      queueMicrotask(() => {
        if (!isSo()) return;
        unsubscribe('child_process', look);
        resolve();
      });
    };
    subscribe('child_process', look);
  });
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
