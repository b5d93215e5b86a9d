import { hrtime } from 'node:process';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

const sliceMs = 8;

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  let start = hrtime();
  for (const trip of trips) {
    const [seconds, nanoseconds] = hrtime(start);
    if (seconds * 1000 + nanoseconds / 1e6 > sliceMs) {
      await nextTurn();
      start = hrtime();
    }
    bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
  }
  return bills;
}
