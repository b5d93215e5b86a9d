import { parentPort } from 'node:worker_threads';
import { prizeOf, type Ticket } from './lottery.ts';

parentPort?.on('message', (ticket: Ticket) => {
  parentPort?.postMessage(prizeOf(ticket));
});
