import type { RealStage } from '../arena/real/stage.ts';
import { staffText } from './staff-text.ts';

/**
 * Counts the threads and processes that the attempt has started so far; `alive` are those that still run once the
 * others have had time to end, as a text; it is empty if none do.
 */
export async function staff({ threads, processes }: Pick<RealStage, 'threads' | 'processes'>): Promise<{
  readonly threads: number;
  readonly processes: number;
  readonly alive: string;
}> {
  const ofThreads = await threads();
  const ofProcesses = await processes();
  return {
    threads: ofThreads.started,
    processes: ofProcesses.started,
    alive: staffText({ threads: ofThreads.alive, processes: ofProcesses.left }),
  };
}

/** What the attempt has left since `before` that keeps the process alive: not listeners, and not files. */
export async function heldSince(
  before: ReturnType<RealStage['resources']>,
  { leftovers }: Pick<RealStage, 'leftovers'>,
): Promise<string> {
  const names = Object.keys(await leftovers(before));
  return names.filter((name) => !/^listeners on|^open files/.test(name)).join(', ');
}
