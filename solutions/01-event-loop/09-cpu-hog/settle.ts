import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

/** About 8 ms of work: short enough for those who wait, long enough that a turn costs nothing. */
const tripsPerTurn = 80;

/** What every rider owes for these trips, in cents. */
export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  for (const [index, trip] of trips.entries()) {
    // `await` alone does not let the loop go round: what follows a promise that has already settled
    // is a microtask, and all microtasks run before the loop takes its next step. A promise that is
    // settled by the loop itself has to wait for it. `setImmediate` is settled right after the
    // loop has looked for I/O, and needs no delay as a timer would.
    if (index > 0 && index % tripsPerTurn === 0) await nextTurn();
    bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
  }
  return bills;
}
