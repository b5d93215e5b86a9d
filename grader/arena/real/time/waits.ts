import { threadId } from 'node:worker_threads';
import type { Board } from '../meters/board.ts';
import { replaceAtomics } from '../../common/native-atomics.ts';
import type { HeldTimers } from './timers.ts';

type Waited = 'ok' | 'not-equal' | 'timed-out';

/** Milliseconds between two looks of a blocked thread at the attempt's time. */
const lookMs = 10;
const longestMs = 2 ** 30;

/** From now on the time-outs of `Atomics.wait` and `waitAsync` on this thread are in the attempt's time. */
export function holdTimeouts(board: Board, timers: HeldTimers): void {
  const { wait, waitAsync } = Atomics;
  const { setTimeout: later, clearTimeout: clear } = globalThis;

  function heldWait(memory: Int32Array, index: number, value: number, timeout: unknown = Infinity): Waited {
    const ms = Number(timeout);
    if (!(ms > 0) || ms === Infinity) return wait(memory, index, value, ms);
    const due = board.get('time') + Math.ceil(Math.min(ms, longestMs));
    const isGuard = board.isGuard(ms);
    board.setDue(threadId, isGuard ? { due: 0, guard: due } : { due, guard: 0 });
    board.setBlocked(threadId, true);
    try {
      for (;;) {
        const waited = wait(memory, index, value, lookMs);
        if (waited !== 'timed-out') return waited;
        if (board.get(isGuard ? 'guards' : 'time') < due) continue;
        board.wentOff({ due, isGuard });
        return waited;
      }
    } finally {
      board.setBlocked(threadId, false);
      timers.tell();
    }
  }

  function heldWaitAsync(memory: Int32Array, index: number, value: number, timeout: unknown = Infinity): unknown {
    const ms = Number(timeout);
    const endless = !(ms < Infinity);
    const waited = waitAsync(memory, index, value, ms > 0 || endless ? undefined : ms);
    if (!waited.async || endless) return waited;
    const time = new Promise<Waited>((resolve) => {
      const timer = later(() => resolve('timed-out'), ms);
      void waited.value.then(() => clear(timer));
    });
    return { async: true, value: Promise.race([waited.value, time]) };
  }

  const replacement: object = Object.create(Object.prototype, Object.getOwnPropertyDescriptors(Atomics));
  for (const [name, held] of Object.entries({ wait: heldWait, waitAsync: heldWaitAsync })) {
    Object.defineProperty(held, 'name', { value: name });
    Object.defineProperty(replacement, name, { value: held, writable: true, configurable: true });
  }
  replaceAtomics(replacement);
}
