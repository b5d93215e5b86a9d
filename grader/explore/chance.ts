/**
 * A number in [0, 1) that depends on nothing but its arguments (the finaliser of MurmurHash3), so that
 * every thread draws the same one without shared state.
 * @param seed unsigned 32-bit number
 * @param index which draw
 */
export function chance(seed: number, index: number): number {
  let hash = seed ^ Math.imul(index + 1, 0x9e3779b9);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
