import { parentPort } from 'node:worker_threads';
import { deriveKey, type Branch } from './derive.ts';

// Begun last spring. Nobody starts it yet.
parentPort?.on('message', (branch: Branch) => {
  parentPort?.postMessage(deriveKey(branch));
});
