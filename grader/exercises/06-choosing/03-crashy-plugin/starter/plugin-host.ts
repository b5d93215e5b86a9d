import { parentPort, workerData } from 'node:worker_threads';
import { plugin } from './plugin.ts';

parentPort?.postMessage(plugin(workerData));
