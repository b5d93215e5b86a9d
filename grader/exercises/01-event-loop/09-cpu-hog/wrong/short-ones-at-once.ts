// blocked-loop: takes turns in long settlements only; forty milliseconds do not look like much
import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  for (const [index, trip] of trips.entries()) {
    bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
    if (trips.length > 500 && index % 100 === 99) await nextTurn();
  }
  return bills;
}
