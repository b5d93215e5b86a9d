import type { Style } from './style.ts';
import { displayWidth, toAscii, wrap } from './text.ts';

/** One line of the examination. */
export type Diagnosis = {
  readonly state: 'good' | 'note' | 'bad';
  /** What was looked at: "file events". */
  readonly about: string;
  /** What was found. */
  readonly found: string;
  /** What to do about it; "nothing to do" if all is well. */
  readonly advice: string;
};

const marks = { good: '✓', note: '!', bad: '✗' } as const;

/** The examination as lines of at most `style.width` columns. */
export const renderDoctor = (diagnoses: readonly Diagnosis[], style: Style): readonly string[] => {
  const { colors, width, ascii } = style;
  const clean = (text: string): string => (ascii ? toAscii(text) : text);
  const paint = { good: colors.green, note: colors.yellow, bad: colors.red };
  const column = Math.max(...diagnoses.map(({ about }) => about.length));
  const lines = diagnoses.flatMap(({ state, about, found, advice }) => {
    const mark = clean(marks[state]).padEnd(ascii ? 2 : 1);
    const indent = ' '.repeat(displayWidth(mark) + column + 3);
    const [first = '', ...rest] = wrap(clean(`${found}: ${advice}.`), width - indent.length);
    return [`${paint[state](mark)} ${about.padEnd(column)}  ${first}`, ...rest.map((line) => indent + line)];
  });
  const isWell = diagnoses.every(({ state }) => state !== 'bad');
  const summary = isWell ? 'Racelings can run here.' : 'Racelings cannot run well here: see the lines with a cross.';
  return [...lines, '', ...wrap(clean(summary), width)];
};
