import type { RealStage } from '../arena/real/stage.ts';

/** Threads and processes that the attempt has started so far; `alive` still run once the others have ended. */
export async function staff({ threads, processes }: Pick<RealStage, 'threads' | 'processes'>): Promise<{
  readonly threads: number;
  readonly processes: number;
  readonly alive: number;
}> {
  const ofThreads = await threads();
  const ofProcesses = await processes();
  return {
    threads: ofThreads.started,
    processes: ofProcesses.started,
    alive: ofThreads.alive + ofProcesses.left,
  };
}

/** What has kept the process alive since then; listeners on it, and files, do not. */
export async function heldSince(
  before: ReturnType<RealStage['resources']>,
  { leftovers }: Pick<RealStage, 'leftovers'>,
): Promise<string> {
  const names = Object.keys(await leftovers(before));
  return names.filter((name) => !/^listeners on|^open files/.test(name)).join(', ');
}
