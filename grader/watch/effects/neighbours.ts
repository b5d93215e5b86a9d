import { rmSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stateFolder } from '../../course/state-folder.ts';

export type Neighbours = {
  /** Process ids of the other watchers that have this clone open. */
  readonly others: readonly number[];
  readonly leave: () => void;
};

/** Makes this watcher known to others of the same clone: each leaves a file named after its process. */
export const meetNeighbours = async (root: string): Promise<Neighbours> => {
  const folder = folderOf(root);
  const own = join(folder, String(process.pid));
  try {
    await mkdir(folder, { recursive: true });
    const known = await knownWatchers(root);
    await Promise.all(
      known.filter((pid) => !isAlive(pid)).map((pid) => rm(join(folder, String(pid)), { force: true })),
    );
    await writeFile(own, '');
    return { others: known.filter(isAlive), leave: () => rmSync(own, { force: true }) };
  } catch {
    // In a read-only clone nobody can be told, or disturbed.
    return { others: [], leave: () => undefined };
  }
};

/** Process ids of the watchers that have this clone open. */
export const findWatchers = async (root: string): Promise<readonly number[]> =>
  (await knownWatchers(root).catch(() => [])).filter(isAlive);

const folderOf = (root: string): string => join(stateFolder(root), 'watchers');

const knownWatchers = async (root: string): Promise<readonly number[]> =>
  (await readdir(folderOf(root))).map(Number).filter((pid) => Number.isSafeInteger(pid) && pid !== process.pid);

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};
