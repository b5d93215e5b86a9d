import { readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

export type Seats = { free: number };

const pauseMs = 10;

/** Reads the seats in the file at `path`, lets `change` turn them into new ones, and saves these. */
export async function updateSeats(path: string, change: (seats: Seats) => Seats | Promise<Seats>): Promise<void> {
  const lock = `${path}.lock`;
  while (!(await create(lock))) {
    const dead = await deadOwner(lock);
    if (dead === undefined || !(await remove(lock, dead))) await pause(pauseMs);
  }
  try {
    const seats: Seats = JSON.parse(await readFile(path, 'utf8'));
    // Written under another name and moved in place: at no moment is there half a file. The name can be
    // always the same, as only the owner of the lock writes.
    await writeFile(`${path}.new`, JSON.stringify(await change(seats)));
    await rename(`${path}.new`, path);
  } finally {
    await unlink(lock);
  }
}

/** Makes the file, with our number in it, unless there is one: the flag `x` looks and makes in one step. */
async function create(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** The lock's owner, if it has died. An empty lock has one that is about to write its number. */
async function deadOwner(lock: string): Promise<number | undefined> {
  const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
  if (owner === 0) return undefined;
  try {
    process.kill(owner, 0);
    return undefined;
  } catch (error) {
    return codeOf(error) === 'ESRCH' ? owner : undefined;
  }
}

/**
 * Several may see at once that the owner has died. The first removes its lock and makes its own, and the second
 * must not remove that. So whoever removes has a lock for it, and looks whose the lock is now: a dead owner can't
 * change it any more, and nobody else may. To ask only then whether the owner lives would be too late: one that was
 * through has ended, too.
 */
async function remove(lock: string, dead: number): Promise<boolean> {
  const removing = `${lock}.removing`;
  if (!(await create(removing))) return false;
  try {
    if (Number(await readFile(lock, 'utf8').catch(() => '')) === dead) await unlink(lock);
  } finally {
    await unlink(removing);
  }
  return true;
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
