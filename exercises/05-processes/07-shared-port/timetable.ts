import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';

/* Not yours: the route finder, and how it talks to a display. It has a native part, which crashes on some journeys. */

/** Answers each line that comes in on a connection, until the other side ends it. */
export function serve(connection: Socket): void {
  // Displays may be switched off at any time.
  connection.on('error', () => {});
  const lines = createInterface({ input: connection });
  lines.on('error', () => {});
  lines.on('line', (journey) => {
    // As a fault in a native module does: the system ends the process at once.
    if (journey.includes('ghost')) process.kill(process.pid, 'SIGKILL');
    connection.write(`${journey}: change ${changes(journey)} times (found by process ${process.pid})\n`);
  });
}

/** Keeps the processor busy for a while. */
function changes(journey: string): number {
  let found = journey.length;
  for (let round = 0; round < 300_000_000; round += 1) found = (found * 31 + round) % 1_000_003;
  return found % 4;
}
