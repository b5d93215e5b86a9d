// one rider after the other, so the trips are not priced in the order of the list
import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  let priced = 0;
  for (const rider of new Set(trips.map((trip) => trip.rider))) {
    for (const trip of trips.filter((each) => each.rider === rider)) {
      if (priced > 0 && priced % 60 === 0) await nextTurn();
      bills.set(rider, (bills.get(rider) ?? 0) + priceOf(trip));
      priced += 1;
    }
  }
  return bills;
}
