import { parentPort } from 'node:worker_threads';
import { deriveKey, type Branch } from './derive.ts';

const port = parentPort!;
port.on('message', (task: { index: number; branch: Branch } | null) => {
  if (task === null) port.close();
  else port.postMessage({ index: task.index, key: deriveKey(task.branch) });
});
port.postMessage({ ready: true });
