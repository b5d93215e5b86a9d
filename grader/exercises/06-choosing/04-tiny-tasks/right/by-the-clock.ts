import { prizeOf, type Ticket } from './lottery.ts';

/** With callbacks: works for 8 ms, and goes on in the next turn. */
export function prizesOf(tickets: readonly Ticket[]): Promise<number[]> {
  const prizes: number[] = [];
  return new Promise((resolve, reject) => {
    const work = (): void => {
      const until = performance.now() + 8;
      try {
        while (prizes.length < tickets.length && performance.now() < until)
          prizes.push(prizeOf(tickets[prizes.length]!));
      } catch (error) {
        return reject(error);
      }
      if (prizes.length < tickets.length) setImmediate(work);
      else resolve(prizes);
    };
    work();
  });
}
