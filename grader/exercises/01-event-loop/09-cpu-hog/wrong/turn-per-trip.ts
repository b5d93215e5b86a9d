// over-serialised: a turn of the loop after each trip, to be on the safe side
import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  for (const trip of trips) {
    await nextTurn();
    bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
  }
  return bills;
}
