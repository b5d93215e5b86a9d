// blocked-loop in "settling takes turns with everybody else"
// gives the rest to queueMicrotask, which the loop waits for
import { priceOf, type Trip } from './tariff.ts';

export function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  return new Promise((resolve, reject) => {
    const work = (from: number): void => {
      try {
        for (const trip of trips.slice(from, from + 50)) {
          bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
        }
      } catch (error) {
        return reject(error);
      }
      if (from + 50 < trips.length) queueMicrotask(() => work(from + 50));
      else resolve(bills);
    };
    work(0);
  });
}
