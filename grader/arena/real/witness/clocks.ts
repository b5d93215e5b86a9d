import { syncBuiltinESMExports } from 'node:module';

/** Where the clock goes on, in ms: later than any process of ours is old, and the same in each, as sums are rounded. */
const startMs = 2 ** 20;

/**
 * From now on the clocks that code on this thread can read advance with `elapsed` only.
 * @param elapsed milliseconds since now
 */
export function setClocks(elapsed: () => number): void {
  const { performance } = globalThis;
  const start = { wall: Date.now(), nanoseconds: process.hrtime.bigint() };
  performance.now = () => startMs + elapsed();
  Date.now = () => start.wall + Math.floor(elapsed());
  globalThis.Date = new Proxy(Date, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length > 0 ? given : [Date.now()], newTarget) as object,
  });
  const bigint = (): bigint => start.nanoseconds + BigInt(Math.round(elapsed() * 1e6));
  const hrtime = ([seconds, nanoseconds] = [0, 0]): [number, number] => {
    const since = bigint() - BigInt(seconds) * 1_000_000_000n - BigInt(nanoseconds);
    return [Number(since / 1_000_000_000n), Number(since % 1_000_000_000n)];
  };
  process.hrtime = Object.assign(hrtime, { bigint });
  syncBuiltinESMExports();
}
