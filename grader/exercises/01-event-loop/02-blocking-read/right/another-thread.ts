// another thread waits; errors lose their code on the way between threads, so it is sent along
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

const reader = `
  const { parentPort, workerData } = require('node:worker_threads');
  try {
    parentPort.postMessage({ text: require('node:fs').readFileSync(workerData, 'utf8') });
  } catch ({ message, code, syscall, path }) {
    parentPort.postMessage({ failure: { message, code, syscall, path } });
  }
`;

export async function loadConfig(path: string): Promise<Config> {
  const [{ text, failure }] = await once(new Worker(reader, { eval: true, workerData: path }), 'message');
  if (failure) throw Object.assign(new Error(failure.message), failure);
  return JSON.parse(text);
}
