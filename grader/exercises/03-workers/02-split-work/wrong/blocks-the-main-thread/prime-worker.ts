import { workerData } from 'node:worker_threads';
import { countPrimes } from './primes.ts';
const { from, to, shared } = workerData as { from: number; to: number; shared: Int32Array };
try {
  Atomics.add(shared, 1, countPrimes(from, to));
} catch (error) {
  const bytes = new TextEncoder().encode(JSON.stringify({ name: (error as Error).name, message: (error as Error).message }));
  if (Atomics.compareExchange(shared, 2, 0, bytes.length) === 0) new Uint8Array(shared.buffer, 16, bytes.length).set(bytes);
}
Atomics.add(shared, 0, 1);
Atomics.notify(shared, 0);
