import { parentPort } from 'node:worker_threads';
import { prizeOf, type Ticket } from './lottery.ts';

parentPort?.on('message', (batch: readonly Ticket[]) => {
  parentPort?.postMessage(batch.map(prizeOf));
});
