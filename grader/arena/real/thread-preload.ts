import { threadId } from 'node:worker_threads';
import { nameAsWritten } from '../common/compiled-entry.ts';
import { Board } from './meters/board.ts';
import { endInTurn, takeCensus } from './meters/census.ts';
import { ownCpuUs, ownTask } from './meters/cpu-time.ts';
import { watchRacesInWorker } from './races/watch.ts';
import { holdTime } from './time/hold-time.ts';

/* Loaded by each worker of a real run before its own code. */

watchRacesInWorker();
nameAsWritten();
const board = Board.published();
if (board) {
  takeCensus(board, __dirname);
  board.arrive(threadId, ownTask() || -1);
  const { on } = process;
  // Node's own function: the attempt may have replaced what it finds on `process`.
  Reflect.apply(on, process, ['exit', () => board.setThreadCpu(threadId, ownCpuUs())]);
  endInTurn(board);
  holdTime(board, () => 0);
}
