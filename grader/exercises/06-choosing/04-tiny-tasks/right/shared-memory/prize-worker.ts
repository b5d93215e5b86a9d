import { workerData } from 'node:worker_threads';
import { prizeOf, type Ticket } from './lottery.ts';

type Shared = { tickets: readonly Ticket[]; taken: Int32Array; prizes: Float64Array };

const { tickets, taken, prizes }: Shared = workerData;
for (;;) {
  const from = Atomics.add(taken, 0, 100);
  if (from >= tickets.length) break;
  for (const [index, ticket] of tickets.slice(from, from + 100).entries()) prizes[from + index] = prizeOf(ticket);
}
