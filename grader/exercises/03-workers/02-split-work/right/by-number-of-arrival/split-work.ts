import { once } from 'node:events';
import { setEnvironmentData, Worker } from 'node:worker_threads';
let calls = 0;
export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const key = `primes ${(calls += 1)}`;
  const state = new Int32Array(new SharedArrayBuffer(12));
  setEnvironmentData(key, { state, limit, workers });
  const crew = Array.from(
    { length: workers },
    () => new Worker(new URL('./prime-worker.ts', import.meta.url), { argv: [key] }),
  );
  setEnvironmentData(key);
  const failures = crew.map((worker) => once(worker, 'exit'));
  const wake = async (): Promise<number> => {
    for (;;) {
      const done = Atomics.load(state, 0);
      if (done === workers) return Atomics.load(state, 1);
      await Atomics.waitAsync(state, 0, done).value;
    }
  };
  const never = failures.map(async (f) => {
    await f;
    return await new Promise<number>(() => {});
  });
  return await Promise.race([wake(), ...never]);
}
