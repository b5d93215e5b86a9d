// T 00-welcome/01-hello stuck in P and S
export function welcome(): never {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw new Error('woken');
}
