// wrong-result: keeps the bills in the module, where a second settlement adds to them
import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

let bills = new Map<string, number>();

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  bills = new Map();
  for (const [index, trip] of trips.entries()) {
    bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
    if (index % 50 === 49) await nextTurn();
  }
  return bills;
}
