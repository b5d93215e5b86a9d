import { scheduler } from 'node:timers/promises';
import { prizeOf, type Ticket } from './lottery.ts';

function* slices<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

async function* inTurns(tickets: readonly Ticket[]): AsyncGenerator<number> {
  for (const slice of slices(tickets, 250)) {
    await scheduler.yield();
    yield* slice.map(prizeOf);
  }
}

export async function prizesOf(tickets: readonly Ticket[]): Promise<number[]> {
  const prizes: number[] = [];
  for await (const prize of inTurns(tickets)) prizes.push(prize);
  return prizes;
}
