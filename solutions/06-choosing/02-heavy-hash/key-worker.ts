import { parentPort } from 'node:worker_threads';
import { deriveKey, type Branch } from './derive.ts';

// What is thrown here ends the thread, and is an `error` event of the worker over there. That is as it should be: no key
// is worth anything when one is missing.
parentPort?.on('message', (branch: Branch) => {
  parentPort?.postMessage(deriveKey(branch));
});
