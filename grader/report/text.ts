import { stripVTControlCharacters } from 'node:util';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Wide and fullwidth characters of Unicode's East Asian Width, by blocks: scripts leave out `ー`, which several share. */
const wide =
  /^[\p{Emoji_Presentation}\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]/u;
const invisible = /^[\p{Mark}\p{Cf}]/u;

/** In such text every character takes one column, and nothing needs a second look. */
const plainAscii = /^[\x20-\x7e]*$/;

/** Columns that a terminal needs for the text; colours and links take none. */
export const displayWidth = (text: string): number => {
  if (plainAscii.test(text)) return text.length;
  let width = 0;
  for (const segment of graphemesOf(stripVTControlCharacters(text))) width += graphemeWidth(segment);
  return width;
};

/** Without these every code point is a character by itself, and the slow segmenter is not needed. */
const joining = /[\p{Mark}\p{Cf}\p{Emoji_Modifier}\p{Regional_Indicator}\u1100-\u11ff]/u;

/** The segmenter's time grows with the square of the length, so a long text is given to it in parts. */
const partLength = 200;

function* graphemesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const next = text.codePointAt(from + partLength - 1) ?? 0;
    const to = from + partLength + (next > 0xffff ? 1 : 0);
    const part = text.slice(from, to);
    if (joining.test(part)) for (const { segment } of graphemes.segment(part)) yield segment;
    else yield* part;
    from = to;
  }
}

// eslint-disable-next-line no-control-regex -- colours begin with ESC
const colour = /(\u001b\[\d+m)/;

/** A colour is one piece, too. */
function* colouredGraphemesOf(text: string): Generator<string> {
  for (const [index, part] of text.split(colour).entries()) {
    if (index % 2 === 1) yield part;
    else yield* graphemesOf(part);
  }
}

const graphemeWidth = (grapheme: string): number => {
  if (wide.test(grapheme)) return 2;
  return invisible.test(grapheme) ? 0 : 1;
};

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/**
 * Breaks text into lines of at most `width` columns, between words where that is possible. A line keeps its
 * indentation; lines that continue it get the same. Each word is measured once, so the time grows no faster
 * than the text.
 */
export const wrap = (text: string, width: number): readonly string[] =>
  text.split('\n').flatMap((line) => wrapLine(line, width));

const wrapLine = (line: string, width: number): readonly string[] => {
  // A character takes at most two columns: most lines need no measuring.
  if (line.length <= width / 2 || displayWidth(line) <= width) return [line.trimEnd()];
  const indent = ' '.repeat(Math.min(/^ */.exec(line)?.[0].length ?? 0, Math.floor(width / 2)));
  const room = width - indent.length;
  const lines: string[] = [];
  let words: string[] = [];
  let used = 0;
  const end = (): void => {
    if (words.length > 0) lines.push(indent + words.join(' '));
    words = [];
    used = 0;
  };
  for (const word of line.trim().split(/ +/)) {
    const needed = displayWidth(word);
    if (words.length > 0 && used + 1 + needed > room) end();
    const pieces = needed > room ? cut(word, room) : [word];
    for (const piece of pieces.slice(0, -1)) lines.push(indent + piece);
    const last = pieces.at(-1) ?? '';
    used += (words.length > 0 ? 1 : 0) + (pieces.length > 1 ? displayWidth(last) : needed);
    words.push(last);
  }
  end();
  return lines;
};

/** The text as one line; what does not fit is visibly cut. */
export const cutLine = (text: string, width: number, dots: string): string => {
  const [first = '', ...rest] = text.split('\n');
  if (rest.length === 0 && displayWidth(first) <= width) return first;
  return cutAt(first, width - dots.length).trimEnd() + dots;
};

/** As much of the line as fits, cut at the edge. */
export const cutAt = (line: string, width: number): string => cut(line, width)[0] ?? '';

/** A word that is wider than a line, in pieces. */
const cut = (word: string, width: number): readonly string[] => {
  const pieces: string[] = [];
  let current = '';
  let used = 0;
  for (const segment of colouredGraphemesOf(word)) {
    const next = segment.length > 1 && colour.test(segment) ? 0 : graphemeWidth(segment);
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

/** The text for a terminal that may have only ASCII. */
export const toAscii = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- all of ASCII, to find what lies outside
  text.replace(/[^\x00-\x7f]/gu, (character) => asciiOf[character] ?? caretOf(character) ?? '?');

/** `^[` for the symbol of the escape character, as terminals write it. */
const caretOf = (character: string): string | undefined => {
  const code = (character.codePointAt(0) ?? 0) - controlPictures;
  return code >= 0 && code <= 0x20 ? `^${String.fromCodePoint(0x40 + code)}` : undefined;
};

/** Unicode's block of pictures of the control characters. */
const controlPictures = 0x2400;

/** Controls, marks that change the direction of a line, and invisible characters. */
const unseen = /(?!\n)[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/**
 * Text that came from a learner's program, made safe to show. Colours are removed; other controls, and
 * whatever changes the direction of a line, are shown as symbols, so nothing moves the cursor, rings, or
 * reads as something else.
 */
export const visible = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex -- colours begin with ESC
    .replace(/\u001b\[[\d;:]*m/g, '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '  ')
    .replace(unseen, symbolOf);

/**
 * Like `visible`, for a terminal: nor can the text form a command that a build server would carry out (`::error`,
 * `##[error]`).
 */
export const printable = (text: string): string =>
  visible(text)
    .replace(/::(?=[\w-])/g, ': :')
    .replace(/##(?=\w*\[)/g, '# #');

const symbolOf = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(controlPictures + code);
  if (code === 0x7f) return '\u2421';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
};
