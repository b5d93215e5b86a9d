import jsTokens from 'js-tokens';
import { UserError } from '../course/user-error.ts';

/** What a text has, and what replaces it. */
export type Hunk = { readonly before: string; readonly after: string };

type Token = { readonly value: string; readonly start: number; readonly end: number };
type Range = { readonly start: number; readonly end: number };

/**
 * The text with each hunk in its place. A place is found by its tokens: line breaks, indentation and comments may
 * differ, so edits survive when the text is reformatted or its comments change.
 * @throws {UserError} when a hunk does not fit in exactly one place, two overlap, or nothing changes
 */
export const spliced = (text: string, hunks: readonly Hunk[]): string => {
  const tokens = tokensOf(text);
  const places = hunks
    .map(({ before, after }) => ({ ...placeOf(before, tokens), after }))
    .toSorted((a, b) => a.start - b.start);
  let result = '';
  let done = 0;
  for (const { start, end, after } of places) {
    if (start < done) throw new UserError('two of its edits overlap');
    result += text.slice(done, start) + after.trim();
    done = end;
  }
  result += text.slice(done);
  if (isSameProgram(result, text)) throw new UserError('its edit changes nothing');
  return result;
};

/** Whether two texts differ in layout and comments only. */
export const isSameProgram = (one: string, other: string): boolean => {
  const [a, b] = [tokensOf(one), tokensOf(other)];
  return a.length === b.length && a.every(({ value }, index) => value === b[index]?.value);
};

const placeOf = (before: string, tokens: readonly Token[]): Range => {
  const wanted = tokensOf(before);
  const [head] = wanted;
  if (head === undefined) throw new UserError('its edit names no code that it applies to');
  const places = tokens.flatMap((first, index): Range[] => {
    if (first.value !== head.value) return [];
    const last = tokens[index + wanted.length - 1];
    const fits = wanted.every(({ value }, offset) => value === tokens[index + offset]?.value);
    return fits && last ? [{ start: first.start, end: last.end }] : [];
  });
  const [place] = places;
  if (place && places.length === 1) return place;
  const found = places.length === 0 ? 'nowhere' : `in ${places.length} places`;
  throw new UserError(`its edit fits ${found}: \`${before.trim().replaceAll(/\s+/g, ' ').slice(0, 60)}\``);
};

const layout = new Set(['WhiteSpace', 'LineTerminatorSequence', 'SingleLineComment', 'MultiLineComment']);

const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  let start = 0;
  for (const { type, value } of jsTokens(text)) {
    const end = start + value.length;
    if (!layout.has(type)) tokens.push({ value, start, end });
    start = end;
  }
  return tokens;
};
