import { stripVTControlCharacters } from 'node:util';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const wide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
const invisible = /^[\p{Mark}\p{Cf}]/u;

/** Columns that a terminal needs for the text; colours and links take none. */
export const displayWidth = (text: string): number => {
  let width = 0;
  for (const { segment } of graphemes.segment(stripVTControlCharacters(text))) width += graphemeWidth(segment);
  return width;
};

const graphemeWidth = (grapheme: string): number => {
  if (wide.test(grapheme)) return 2;
  return invisible.test(grapheme) ? 0 : 1;
};

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/**
 * Breaks text into lines of at most `width` columns, between words where that is possible.
 * A line keeps its indentation; lines that follow from it get the same.
 */
export const wrap = (text: string, width: number): readonly string[] =>
  text.split('\n').flatMap((line) => wrapLine(line, width));

const wrapLine = (line: string, width: number): readonly string[] => {
  if (displayWidth(line) <= width) return [line.trimEnd()];
  const indent = ' '.repeat(Math.min(/^ */.exec(line)?.[0].length ?? 0, Math.floor(width / 2)));
  const room = width - indent.length;
  const lines: string[] = [];
  let current = '';
  for (const word of line.trim().split(/ +/)) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (displayWidth(longer) <= room) {
      current = longer;
      continue;
    }
    if (current !== '') lines.push(current);
    const pieces = cut(word, room);
    lines.push(...pieces.slice(0, -1));
    current = pieces.at(-1) ?? '';
  }
  return [...lines, current].map((piece) => indent + piece);
};

/** A word that is wider than a line, in pieces. */
const cut = (word: string, width: number): readonly string[] => {
  const pieces: string[] = [];
  let current = '';
  let used = 0;
  for (const { segment } of graphemes.segment(word)) {
    const next = graphemeWidth(segment);
    if (used + next > width && current !== '') {
      pieces.push(current);
      current = '';
      used = 0;
    }
    current += segment;
    used += next;
  }
  return [...pieces, current];
};

const asciiOf: Readonly<Record<string, string>> = {
  '→': '->',
  '←': '<-',
  '◀': '<',
  '▶': '>',
  '─': '-',
  '│': '|',
  '┆': ':',
  '┄': '-',
  '┐': '+',
  '┘': '+',
  '✗': 'x',
  '✓': 'ok',
  '·': '-',
  '…': '...',
  '×': 'x',
  '÷': '/',
  '≤': '<=',
  '≥': '>=',
  '—': '-',
  '–': '-',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '█': '#',
  '░': '.',
  '↓': 'v',
  '↑': '^',
};

/** The text for a terminal that may lack everything but ASCII. */
export const toAscii = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- all of ASCII, to find what lies outside
  text.replace(/[^\x00-\x7f]/gu, (character) => asciiOf[character] ?? '?');

/**
 * Text that came from a learner's program, made safe to show: it must not move the cursor,
 * ring bells or colour the rest of the screen.
 */
export const printable = (text: string): string =>
  stripVTControlCharacters(text)
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '  ')
    .replace(/(?!\n)\p{Cc}/gu, '\u{fffd}');
