import { closeSync, constants, openSync } from 'node:fs';

/** Lets go on whoever reads there. */
export function letGo(fifo: string): void {
  try {
    closeSync(openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK));
  } catch {
    // Nobody does any more.
  }
}
