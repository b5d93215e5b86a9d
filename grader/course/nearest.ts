import { distance } from 'fastest-levenshtein';

/** The candidate that takes the fewest edits to become `word`, if that is few enough to be a slip. */
export const nearest = (word: string, candidates: Iterable<string>): string | undefined => {
  let best: string | undefined;
  let fewest = Math.max(2, Math.ceil(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    if (edits < fewest) {
      fewest = edits;
      best = candidate;
    }
  }
  return best;
};

/** "Did you mean `x`?", or nothing when no candidate is near. */
export const didYouMean = (word: string, candidates: Iterable<string>): string | undefined => {
  const candidate = nearest(word, candidates);
  return candidate === undefined ? undefined : `Did you mean \`${candidate}\`?`;
};
