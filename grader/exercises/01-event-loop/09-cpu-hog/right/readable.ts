import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { priceOf, type Trip } from './tariff.ts';

/** A sink that says only in the loop's next turn that it has had enough of a chunk. */
export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  const chunks = Array.from({ length: Math.ceil(trips.length / 60) }, (_, index) =>
    trips.slice(index * 60, (index + 1) * 60),
  );
  const sink = new Writable({
    objectMode: true,
    write(chunk: readonly Trip[], _encoding, done) {
      try {
        for (const trip of chunk) bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
        setImmediate(done);
      } catch (error) {
        // Reported at once, it would come too late to stop the next chunk.
        setImmediate(() => done(error as Error));
      }
    },
  });
  await pipeline(Readable.from(chunks), sink);
  return bills;
}
