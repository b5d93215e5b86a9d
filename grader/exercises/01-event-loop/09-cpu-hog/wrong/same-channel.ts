// blocked-loop in "settling takes turns with everybody else"
// one port for all hops; Node takes up to a thousand messages from it in one step
import { MessageChannel } from 'node:worker_threads';
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  const { port1, port2 } = new MessageChannel();
  const hop = (): Promise<void> =>
    new Promise((resolve) => {
      port2.once('message', resolve);
      port1.postMessage(null);
    });
  try {
    for (const [index, trip] of trips.entries()) {
      bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
      if (index % 50 === 49) await hop();
    }
    return bills;
  } finally {
    port1.close();
  }
}
