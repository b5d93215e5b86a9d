// R 01-event-loop/02-blocking-read stuck in P and S
export function loadConfig(): never {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw new Error('woken');
}
