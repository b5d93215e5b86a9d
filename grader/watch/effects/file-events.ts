import { mkdtemp, mkdir, realpath, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { watch } from 'chokidar';
import { stateFolder } from '../../course/state-folder.ts';

export type FileEvents =
  | { readonly work: true; readonly ms: number }
  /** `reason` ends a sentence: "because …". */
  | { readonly work: false; readonly reason: string };

/** Generous: an event that comes even later, on a busy machine, costs no more than a little polling. */
const patienceMs = 5000;

/**
 * File systems whose files somebody else can change: events report what was written on this side, but not what an
 * editor writes on the other. Keys are the numbers of statfs(2).
 */
const distant: ReadonlyMap<number, string> = new Map([
  [0x01021997, 'a Windows folder seen from WSL (9p)'],
  [0x53464846, 'a Windows folder seen from WSL'],
  [0x6969, 'a network drive (NFS)'],
  [0x517b, 'a network drive (SMB)'],
  [0xff534d42, 'a network drive (CIFS)'],
  [0xfe534d42, 'a network drive (SMB 2)'],
  [0x786f4256, 'a folder shared by VirtualBox'],
  [0x7c7c6673, 'a folder shared by Parallels'],
  [0xbacbacbc, 'a folder shared by VMware'],
  [0x65735546, 'a folder shared by a virtual machine, a container or FUSE'],
]);

/** Whether the system reports saves in this clone: judged by the kind of drive, and by trying. */
export const tryFileEvents = async (root: string): Promise<FileEvents> => {
  const drive = await driveOf(root);
  if (drive !== undefined) return { work: false, reason: `the clone is on ${drive}` };
  try {
    return await probe(root);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return { work: false, reason: `no file could be written for a test (${code})` };
  }
};

const driveOf = async (root: string): Promise<string | undefined> => {
  if (process.platform !== 'linux') return root.startsWith('\\\\') ? 'a network drive' : undefined;
  const { type } = await statfs(root);
  return distant.get(type);
};

/** Writes a file of our own, and waits for its event. */
const probe = async (root: string): Promise<FileEvents> => {
  await mkdir(stateFolder(root), { recursive: true });
  const folder = await realpath(await mkdtemp(join(stateFolder(root), 'probe-')));
  const watcher = watch(folder, { ignoreInitial: true });
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
    const start = performance.now();
    const told = new Promise<FileEvents>((resolve) =>
      watcher.once('add', () => resolve({ work: true, ms: performance.now() - start })),
    );
    const silence = new Promise<FileEvents>((resolve) => {
      timer = setTimeout(
        () => resolve({ work: false, reason: 'no event followed when a file was written' }),
        patienceMs,
      );
    });
    await writeFile(join(folder, 'probe'), '');
    return await Promise.race([told, silence]);
  } finally {
    clearTimeout(timer);
    await watcher.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
};
