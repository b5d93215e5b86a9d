// blocked-loop: gives the loop one turn before it starts, and then none
import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  await nextTurn();
  const bills = new Map<string, number>();
  for (const trip of trips) bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
  return bills;
}
