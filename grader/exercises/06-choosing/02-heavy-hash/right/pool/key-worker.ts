import { parentPort } from 'node:worker_threads';
import { deriveKey, type Branch } from './derive.ts';

parentPort?.on('message', (branch: Branch) => {
  try {
    parentPort?.postMessage({ ok: true, key: deriveKey(branch) });
  } catch (error) {
    parentPort?.postMessage({ ok: false, message: error instanceof Error ? error.message : String(error) });
  }
});
