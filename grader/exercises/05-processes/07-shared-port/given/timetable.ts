/* oxlint-disable unicorn/no-process-exit -- how a process dies is what the checks are about */
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { metered } from '../../../../harness/given.ts';

/* The route finder of the checks. It answers each line with the id of the process that serves the connection. */

/** Counted by the meter, and held. */
const work = metered(
  (_number: number) => {},
  (number) => ({ from: number, to: number + 1, units: 1 }),
);

function obey(line: string): void {
  const [word, argument = ''] = line.split(' ');
  if (word === 'work') work(Number(argument));
  if (word === 'exit') process.exit(Number(argument));
  if (word === 'crash') process.kill(process.pid, 'SIGKILL');
  // Keeps the process busy for ever, as an endless loop does, but for the processor.
  if (word === 'hang') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  // Keeps it busy until somebody writes there.
  if (word === 'until') readFileSync(argument);
}

export function serve(connection: Socket): void {
  connection.on('error', () => {});
  const lines = createInterface({ input: connection });
  lines.on('error', () => {});
  lines.on('line', (line) => {
    obey(line);
    connection.write(`${process.pid}\n`);
  });
}
