// wrong-result in "settling takes turns with everybody else"
// counts whole chunks only, so the trips of the last one are never billed
import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  const chunks = Math.floor(trips.length / 50);
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    for (const trip of trips.slice(chunk * 50, (chunk + 1) * 50)) {
      bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
    }
    await nextTurn();
  }
  return bills;
}
