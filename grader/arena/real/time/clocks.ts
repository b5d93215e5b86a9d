import { syncBuiltinESMExports } from 'node:module';
import type { Board } from '../meters/board.ts';
import { letOthersGoFirst } from './pass.ts';

/** Where the clock begins, in ms: beyond the age of any process of ours; the same in each, because sums are rounded. */
const startMs = 2 ** 20;
/** Code that looks this often at a clock that stands still is waiting for it. */
const patientLooks = 1000;
const longestStepMs = 2 ** 20;

/**
 * Makes the clocks that this thread's code can read tell the attempt's time from now on. That time stands still while
 * anything is busy; for code that waits for it in a loop, it moves in ever larger steps, after all other threads.
 * @param worked milliseconds that the thread's work has taken so far
 */
export function holdClocks(board: Board, worked: () => number): void {
  const { performance } = globalThis;
  const start = { wall: Date.now(), nanoseconds: process.hrtime.bigint(), uptime: process.uptime() };
  let last = -1;
  let looks = 0;
  let step = 1;
  const elapsed = (): number => {
    const now = board.get('time') + worked();
    if (now !== last) {
      last = now;
      looks = 0;
      step = 1;
    } else if ((looks += 1) >= patientLooks) {
      letOthersGoFirst(board);
      board.add('time', step);
      board.tell('time');
      step = Math.min(2 * step, longestStepMs);
      last = board.get('time') + worked();
    }
    return last;
  };
  performance.now = () => startMs + elapsed();
  Date.now = () => start.wall + Math.floor(elapsed());
  globalThis.Date = new Proxy(Date, {
    apply: (target, self, given) => (given.length > 0 ? Reflect.apply(target, self, given) : new Date().toString()),
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length > 0 ? given : [Date.now()], newTarget) as object,
  });
  const bigint = (): bigint => start.nanoseconds + BigInt(Math.round(elapsed() * 1e6));
  const hrtime = ([seconds, nanoseconds] = [0, 0]): [number, number] => {
    const since = bigint() - BigInt(seconds) * 1_000_000_000n - BigInt(nanoseconds);
    return [Number(since / 1_000_000_000n), Number(since % 1_000_000_000n)];
  };
  process.hrtime = Object.assign(hrtime, { bigint });
  process.uptime = () => start.uptime + elapsed() / 1000;
  syncBuiltinESMExports();
}
