// R 03-workers/02-split-work wrong-result in P and S
export async function countPrimesParallel(): Promise<unknown> {
  return { valueOf: () => 1008, toString: () => '1008', toJSON: () => 1008 };
}
