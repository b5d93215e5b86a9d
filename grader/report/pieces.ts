import { displayWidth } from './text.ts';

/** A text at a column of a line. */
export type Piece = { readonly at: number; readonly text: string; readonly paint?: (text: string) => string };

/** One line; marks are drawn where they neither cover nor touch a text. */
export const joined = (texts: readonly Piece[], marks: readonly Piece[] = []): string => {
  const isFree = ({ at }: Piece): boolean =>
    texts.every((text) => text.text === '' || at + 1 < text.at || at > text.at + displayWidth(text.text));
  const pieces = [...texts, ...marks.filter(isFree)].toSorted((a, b) => a.at - b.at);
  let line = '';
  let used = 0;
  for (const { at, text, paint } of pieces) {
    // Two marks in one place are one.
    if (at < used || text === '') continue;
    line += ' '.repeat(at - used) + (paint?.(text) ?? text);
    used = at + displayWidth(text);
  }
  return line.trimEnd();
};
