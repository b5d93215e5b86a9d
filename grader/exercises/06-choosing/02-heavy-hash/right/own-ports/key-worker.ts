import { parentPort, type MessagePort } from 'node:worker_threads';
import { deriveKey, type Branch } from './derive.ts';

parentPort?.on('message', ({ branch, port }: { branch: Branch; port: MessagePort }) => {
  port.postMessage(deriveKey(branch));
});
