// not-parallel in "five workers count every number once, at the same time, and ends"
// takes async functions under Promise.all for threads; all run on the main one
import { countPrimes } from './primes.ts';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const shares = Array.from({ length: workers }, async (_, index) =>
    countPrimes(Math.floor((limit * index) / workers), Math.floor((limit * (index + 1)) / workers)),
  );
  const counts = await Promise.all(shares);
  return counts.reduce((sum, count) => sum + count, 0);
}
