import { parentPort, workerData } from 'node:worker_threads';
import { deriveKey, type Branch } from './derive.ts';

const { branches, state }: { branches: readonly Branch[]; state: Int32Array } = workerData;
const part: [number, string][] = [];
try {
  for (let index = Atomics.add(state, 0, 1); index < branches.length; index = Atomics.add(state, 0, 1)) {
    part.push([index, deriveKey(branches[index]!)]);
  }
  parentPort?.postMessage(part);
} finally {
  Atomics.add(state, 1, 1);
  Atomics.notify(state, 1);
}
