import type { Board } from '../meters/board.ts';
import { holdClocks } from './clocks.ts';
import { HeldTimers } from './timers.ts';
import { holdTurns } from './turns.ts';
import { holdTimeouts } from './waits.ts';

/**
 * Lets time pass for the attempt's code on this thread, from now on, only when nothing else can happen.
 * @param worked milliseconds that the thread's work has taken so far
 * @param onTimer called when the code has set a timer
 */
export function holdTime(board: Board, worked: () => number, onTimer?: () => void): HeldTimers {
  const timers = new HeldTimers(board, onTimer);
  holdTimeouts(board, timers);
  holdClocks(board, worked);
  holdTurns(board);
  return timers;
}
