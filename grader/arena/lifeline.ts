import { parentPort, workerData } from 'node:worker_threads';
import { Board } from './real/meters/board.ts';
import { killArena } from './common/kill-arena.ts';
import { becomeWatcher } from './common/undisturbed-time.ts';
import type { WitnessStart } from './real/witness/witness-job.ts';

/*
 * A thread that outlives the arena's patience: the main thread may hang in the learner's code, and then nothing else
 * would notice that the judge is gone, or that memory runs out where the judge can't look (see
 * harness/resident-memory.ts).
 */

becomeWatcher();
const { judge, memoryBytes } = workerData as { judge: number; memoryBytes: number };

setInterval(() => {
  if (!judgeIsAlive() || process.memoryUsage.rss() >= memoryBytes) killArena();
}, 250);

// In a real run, this thread is also the witness.
parentPort?.once('message', (start: WitnessStart) => void witness(start));

async function witness({ board, attempt, nonce }: WitnessStart): Promise<void> {
  const { WitnessThread } = await import('./real/witness-thread.ts');
  if (parentPort) new WitnessThread(parentPort, new Board(board), { attempt, nonce }).start();
}

function judgeIsAlive(): boolean {
  if (process.ppid !== judge) return false;
  try {
    process.kill(judge, 0);
    return true;
  } catch {
    return false;
  }
}
