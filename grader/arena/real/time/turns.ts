import { createHook } from 'node:async_hooks';
import { performance } from 'node:perf_hooks';
import type { Board } from '../meters/board.ts';
import { isOurs } from '../meters/own-timers.ts';
import { letOthersGoFirst } from './pass.ts';

type Metrics = { uvMetricsInfo: { loopCount: number; events: number } };
const { nodeTiming } = performance;

/** How often the calling thread's loop has turned, and how many events from outside it has served. */
export const loopMetrics = (): Metrics['uvMetricsInfo'] => (nodeTiming as unknown as Metrics).uvMetricsInfo;

/**
 * Makes code that goes round by `setImmediate` until others may have ended do so after them: before its 1st, 2nd,
 * 4th, 8th turn and so on without an event in between, the thread lets all others go first.
 */
export function holdTurns(board: Board): void {
  const immediates = new Set<number>();
  let seen = '';
  let turns = 0;
  const isTime = (): boolean => {
    if (board.get('threadsAlive') === 0) return false;
    const now = [loopMetrics().events, board.get('messages'), board.get('threadsStarted'), board.get('time')].join();
    turns = now === seen ? turns + 1 : 1;
    seen = now;
    return Number.isInteger(Math.log2(turns));
  };
  createHook({
    init: (id, type) => void (type === 'Immediate' && !isOurs() && immediates.add(id)),
    before: (id) => {
      if (immediates.delete(id) && isTime()) letOthersGoFirst(board);
    },
  }).enable();
}
