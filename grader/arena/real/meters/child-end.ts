import type { ChildProcess } from 'node:child_process';
import { ours } from './own-timers.ts';

/**
 * All that a child has sent was on its way when the child ended; after this many turns of the loop, all of it has
 * been read.
 */
const mostTurns = 5;

type Handle = { onexit: (...how: unknown[]) => void };

/**
 * Reports the child's end to the program only after all that the child sent over its channel.
 *
 * When one child ends, libuv asks the system for all that have ended. One of them may have sent its last message
 * since the loop last looked at the channels, and then Node reports its end before that message: which comes first is
 * chance, and this is rare. Here the message always comes first.
 */
export function hearEndLast(child: ChildProcess): void {
  const { _handle: handle } = child as unknown as { readonly _handle: Handle | null };
  if (!handle || !child.connected) return;
  const { onexit } = handle;
  const hear = (...how: unknown[]): void => {
    let turns = 0;
    const look = (): void => {
      // The channel is closed once its end has been read. Another process may hold it open.
      if (!child.connected || turns === mostTurns) {
        Reflect.apply(onexit, handle, how);
      } else {
        turns += 1;
        ours(() => setImmediate(look));
      }
    };
    look();
  };
  Object.assign(handle, { onexit: hear });
}
