import { readFile, writeFile } from 'node:fs/promises';

export type Seats = { free: number };

/** Reads the seats in the file at `path`, lets `change` turn them into new ones, and saves these. */
export async function updateSeats(path: string, change: (seats: Seats) => Seats | Promise<Seats>): Promise<void> {
  // TODO: every evening more seats are sold than there are in the hall.
  const seats: Seats = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify(await change(seats)));
}
