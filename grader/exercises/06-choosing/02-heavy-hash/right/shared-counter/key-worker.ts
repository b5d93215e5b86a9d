import { parentPort, workerData } from 'node:worker_threads';
import { deriveKey, type Branch } from './derive.ts';

const { branches, next }: { branches: readonly Branch[]; next: Int32Array } = workerData;
const part: [number, string][] = [];
for (let index = Atomics.add(next, 0, 1); index < branches.length; index = Atomics.add(next, 0, 1)) {
  part.push([index, deriveKey(branches[index]!)]);
}
parentPort?.postMessage(part);
