import { prizeOf, type Ticket } from './lottery.ts';

process.on('message', (tickets: readonly Ticket[]) => {
  try {
    process.send?.({ prizes: tickets.map(prizeOf) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.message : String(error) });
  }
});
