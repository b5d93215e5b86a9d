import { threadId } from 'node:worker_threads';
import { Board } from './meters/board.ts';
import { takeCensus } from './meters/census.ts';
import { ownCpuUs, ownTask } from './meters/cpu-time.ts';
import { watchRacesInWorker } from './races/watch.ts';

/* Loaded by each worker of a real run before its own code. */

watchRacesInWorker();
const board = Board.published();
if (board) {
  takeCensus(board, __filename);
  board.setThreadTask(threadId, ownTask() || -1);
  const { on } = process;
  // Node's own function: the attempt may have replaced what it finds on `process`.
  Reflect.apply(on, process, ['exit', () => board.setThreadCpu(threadId, ownCpuUs())]);
}
