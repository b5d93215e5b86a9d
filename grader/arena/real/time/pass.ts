import { threadId } from 'node:worker_threads';
import type { Board } from '../meters/board.ts';

/** Blocks the calling thread until no other has anything to do. */
export function letOthersGoFirst(board: Board): void {
  board.setBlocked(threadId, true);
  const ticket = board.add('passAsked');
  for (let passed = board.get('passed'); passed < ticket; passed = board.get('passed')) board.wait('passed', passed);
  board.setBlocked(threadId, false);
}
