import crypto from 'node:crypto';

/**
 * Makes random numbers the same in each run but different between programs, so that names made of them never clash.
 * @returns starts the numbers over, from a seed
 */
export function repeatChance(): (seed: number) => void {
  let state = 1;
  const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const bytes = (size: number): Buffer => Buffer.from(Array.from({ length: size }, () => Math.floor(random() * 256)));
  const getRandomValues = <View extends NodeJS.TypedArray>(view: View): View => {
    Buffer.from(view.buffer, view.byteOffset, view.byteLength).set(bytes(view.byteLength));
    return view;
  };
  const randomUUID = (): string => {
    const hex = bytes(16).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
  const randomBytes = (size: number, callback?: (error: null, made: Buffer) => void): Buffer | undefined => {
    const made = bytes(size);
    if (!callback) return made;
    setImmediate(callback, null, made);
    return undefined;
  };
  const randomInt = (...given: readonly number[]): number => {
    const [low = 0, high = 0] = given.length > 1 ? given : [0, ...given];
    return low + Math.floor(random() * (high - low));
  };
  Math.random = random;
  Object.assign(crypto, { randomUUID, randomBytes, randomInt });
  Object.assign(Object.getPrototypeOf(crypto.webcrypto) as object, { getRandomValues, randomUUID });
  return (seed) => void (state = seed);
}
