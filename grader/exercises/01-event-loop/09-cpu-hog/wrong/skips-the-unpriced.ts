// wrong-result: passes over a trip that throws, so that the others get their bill
import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  for (const [index, trip] of trips.entries()) {
    if (index % 50 === 49) await nextTurn();
    try {
      bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
    } catch {
      console.error('no price for trip', trip.id);
    }
  }
  return bills;
}
