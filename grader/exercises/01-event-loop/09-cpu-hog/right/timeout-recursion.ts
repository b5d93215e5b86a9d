import { priceOf, type Trip } from './tariff.ts';

export function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  return new Promise((resolve, reject) => {
    const work = (from: number): void => {
      try {
        const to = Math.min(from + 100, trips.length);
        for (const { rider, price } of trips
          .slice(from, to)
          .map((trip) => ({ rider: trip.rider, price: priceOf(trip) }))) {
          bills.set(rider, (bills.get(rider) ?? 0) + price);
        }
        if (to < trips.length) setTimeout(work, 0, to);
        else resolve(bills);
      } catch (error) {
        reject(error);
      }
    };
    work(0);
  });
}
