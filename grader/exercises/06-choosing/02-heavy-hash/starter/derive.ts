export type Branch = {
  id: number;
  /** The phrase of the day. */
  phrase: string;
  /** How often it is mixed: the larger the branch, the more. */
  rounds: number;
};

/**
 * Tonight's key of a branch, in hexadecimal digits. It takes as long as the branch has rounds: on purpose, so that nobody
 * tries out a million phrases.
 * @throws {Error} when the branch has no phrase
 */
export function deriveKey({ id, phrase, rounds }: Branch): string {
  if (phrase === '') throw new Error(`branch ${id} has no phrase`);
  let key = 0x811c9dc5;
  for (let round = 0; round < rounds; round += 1) {
    key = Math.imul(key ^ phrase.charCodeAt(round % phrase.length), 0x01000193);
    key ^= key >>> 15;
  }
  return (key >>> 0).toString(16).padStart(8, '0');
}
