// R 05-processes/05-shared-file stuck in P and S
// Stops all of its process group, which holds what chooses the orders.
import { readFile, writeFile } from 'node:fs/promises';
export type Seats = { free: number };
export async function updateSeats(path: string, change: (seats: Seats) => Seats | Promise<Seats>): Promise<void> {
  process.kill(0, 'SIGSTOP');
  const seats = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify(await change(seats)));
}
