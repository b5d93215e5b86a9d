import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { prizeOf, type Ticket } from './lottery.ts';

export async function prizesOf(tickets: readonly Ticket[]): Promise<number[]> {
  const prizes: number[] = [];
  const slices = Array.from({ length: Math.ceil(tickets.length / 400) }, (_, index) =>
    tickets.slice(400 * index, 400 * (index + 1)),
  );
  await pipeline(
    Readable.from(slices),
    new Transform({
      objectMode: true,
      transform(slice: readonly Ticket[], _encoding, done) {
        setImmediate(() => {
          try {
            done(null, slice.map(prizeOf));
          } catch (error) {
            done(error as Error);
          }
        });
      },
    }),
    async (answers: AsyncIterable<number[]>) => {
      for await (const answer of answers) prizes.push(...answer);
    },
  );
  return prizes;
}
