import { ChildProcess } from 'node:child_process';
import { watchTimerTurns } from '../../../../harness/scenario.ts';

type Spawned = { send?: (message: unknown, ...rest: unknown[]) => boolean };
type Spawn = (this: Spawned, ...args: unknown[]) => unknown;

/**
 * Counts the pages that are given to a child, and the children that are started, in turns of the event loop that a
 * timer began. Whatever else a timer of the pool does is allowed.
 * @returns ends the counting, and gives the numbers
 */
export function countByTimer(): () => { given: number; started: number } {
  const timerTurns = watchTimerTurns();
  const counts = { given: 0, started: 0 };
  const prototype = ChildProcess.prototype as unknown as { spawn: Spawn };
  const { spawn } = prototype;
  prototype.spawn = function (...args) {
    if (timerTurns.isOne()) counts.started += 1;
    const result = Reflect.apply(spawn, this, args);
    const { send } = this;
    if (!send) return result;
    this.send = (message, ...rest) => {
      if (timerTurns.isOne() && typeof message === 'object' && message !== null && 'page' in message) counts.given += 1;
      return Reflect.apply(send, this, [message, ...rest]);
    };
    return result;
  };
  return () => {
    timerTurns.end();
    prototype.spawn = spawn;
    return counts;
  };
}
