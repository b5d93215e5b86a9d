import { parentPort, workerData } from 'node:worker_threads';
import { prizeOf, type Ticket } from './lottery.ts';

const tickets: readonly Ticket[] = workerData;
parentPort?.postMessage(tickets.map(prizeOf));
