import { setImmediate as nextTurn } from 'node:timers/promises';
import { prizeOf, type Ticket } from './lottery.ts';

/** One second of work, once a week, is not worth a thread. */
export async function prizesOf(tickets: readonly Ticket[]): Promise<number[]> {
  const prizes: number[] = [];
  for (const [index, ticket] of tickets.entries()) {
    if (index > 0 && index % 1000 === 0) await nextTurn();
    prizes.push(prizeOf(ticket));
  }
  return prizes;
}
