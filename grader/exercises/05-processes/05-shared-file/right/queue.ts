import { open, readFile, rename, rm, stat } from 'node:fs/promises';

export type Seats = { free: number };

/** Calls of one process wait for each other without files; only the first in line asks for the lock. */
const lines = new Map<string, Promise<unknown>>();

export function updateSeats(path: string, change: (seats: Seats) => Seats | Promise<Seats>): Promise<void> {
  const before = lines.get(path) ?? Promise.resolve();
  const mine = before.then(() => alone(path, change));
  lines.set(
    path,
    mine.catch(() => {}),
  );
  return mine;
}

async function alone(path: string, change: (seats: Seats) => Seats | Promise<Seats>): Promise<void> {
  for await (const _ of attempts(`${path}.lock`)) await nap();
  try {
    const text = await readFile(path, { encoding: 'utf8' });
    const next = JSON.stringify(await change(JSON.parse(text)));
    const file = await open(`${path}~`, 'w');
    try {
      await file.writeFile(next);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}~`, path);
  } finally {
    await rm(`${path}.lock`);
  }
}

const nap = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** Yields as often as it tries in vain. */
async function* attempts(lock: string): AsyncGenerator<void> {
  while (!(await claim(lock))) {
    const owner = await ownerOf(lock);
    if (owner !== undefined && !isAlive(owner) && (await claim(`${lock}.cleaner`))) {
      if ((await ownerOf(lock)) === owner) await rm(lock);
      await rm(`${lock}.cleaner`);
    } else yield;
  }
}

async function claim(path: string): Promise<boolean> {
  const file = await open(path, 'ax').catch((error) => {
    if (error.code === 'EEXIST') return undefined;
    throw error;
  });
  await file?.appendFile(`${process.pid}`);
  await file?.close();
  return file !== undefined;
}

async function ownerOf(lock: string): Promise<number | undefined> {
  const size = await stat(lock).then(
    (found) => found.size,
    () => 0,
  );
  if (size === 0) return undefined;
  const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
  return owner === 0 ? undefined : owner;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
