// wrong-result in "settling takes turns with everybody else"
// moves it to a worker, which has a tariff of its own
import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { priceOf, type Trip } from './tariff.ts';

if (!isMainThread && Array.isArray(workerData)) {
  const bills = new Map<string, number>();
  for (const trip of workerData) bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
  parentPort?.postMessage(bills);
}

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const worker = new Worker(new URL('./settle.ts', import.meta.url), { workerData: trips });
  const [bills] = await once(worker, 'message');
  return bills;
}
