import { open, readFile, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';

export type Seats = { free: number };

/** Reads the seats in the file at `path`, lets `change` turn them into new ones, and saves these. */
export async function updateSeats(path: string, change: (seats: Seats) => Seats | Promise<Seats>): Promise<void> {
  const lock = `${path}.lock`;
  while (!(await take(lock))) await pause(20);
  try {
    const seats = await change(JSON.parse(await textOf(path)) as Seats);
    const out = await open(`${path}.tmp`, 'w');
    await pipeline(Readable.from(`${JSON.stringify(seats, null, 2)}\n`), out.createWriteStream());
    await rename(`${path}.tmp`, path);
  } finally {
    await rm(lock);
  }
}

async function textOf(path: string): Promise<string> {
  const file = await open(path);
  const lines: string[] = [];
  for await (const line of file.readLines()) lines.push(line);
  return lines.join('\n');
}

async function take(lock: string): Promise<boolean> {
  if (await make(lock)) return true;
  const owner = await readFile(lock, 'utf8').catch(() => '');
  if (owner === '' || runs(Number(owner)) || !(await make(`${lock}.gone`))) return false;
  if ((await readFile(lock, 'utf8').catch(() => '')) === owner) await rm(lock);
  await rm(`${lock}.gone`);
  return make(lock);
}

async function make(lock: string): Promise<boolean> {
  try {
    const file = await open(lock, 'wx+');
    await file.writev([Buffer.from(String(process.pid))]);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
