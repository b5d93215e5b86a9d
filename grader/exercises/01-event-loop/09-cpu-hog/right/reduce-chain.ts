import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

const size = 100;

export function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const starts = Array.from({ length: Math.ceil(trips.length / size) }, (_, index) => index * size);
  return starts.reduce(
    (settled, start) =>
      settled.then(async (bills) => {
        await nextTurn();
        for (const trip of trips.slice(start, start + size)) {
          bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
        }
        return bills;
      }),
    Promise.resolve(new Map<string, number>()),
  );
}
