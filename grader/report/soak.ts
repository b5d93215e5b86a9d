import type { Cell } from './matrix.ts';
import type { Style } from './style.ts';
import { displayWidth, padEnd, toAscii, wrap } from './text.ts';

/** The result of judging the kept attempts of one exercise many times. */
export type Soak = {
  readonly id: string;
  /** How many attempts, and verdicts on all of them together. */
  readonly attempts: number;
  readonly verdicts: number;
  /** Verdicts that are not the expected ones. */
  readonly wrong: number;
  /** Attempts that did not always get the same text. */
  readonly unsteady: number;
  /** How long each verdict took. */
  readonly milliseconds: readonly number[];
  /** One sentence each. */
  readonly problems: readonly string[];
};

/** A table that is shown line by line, as its rows come. */
export type SoakTable = {
  readonly header: string;
  /** A row, and what is wrong. */
  readonly linesOf: (soak: Soak) => readonly string[];
  /** The row for all, and whether all is well. */
  readonly end: (soaks: readonly Soak[]) => readonly string[];
};

const columns = ['exercise', 'attempts', 'verdicts', 'wrong', 'unsteady', 'median', 'longest'];
/** Wide enough for a million verdicts, and for minutes in milliseconds. */
const columnWidth = 9;

/** @param ids of the exercises that will come */
export const soakTable = (ids: readonly string[], style: Style): SoakTable => {
  const { colors } = style;
  const clean = (text: string): string => (style.ascii ? toAscii(text) : text);
  const plain = (text: string): Cell => ({ text, color: (it) => it });
  const none = (count: number): Cell => ({ text: String(count), color: count === 0 ? colors.green : colors.red });
  const idWidth = Math.max(...[...ids, 'exercise'].map((id) => displayWidth(id)));
  const line = (cells: readonly Cell[]): string =>
    cells
      .map(({ text, color }, index) => color(padEnd(text, index === 0 ? idWidth : columnWidth)))
      .join('  ')
      .trimEnd();
  const counts = ({ attempts, verdicts, wrong, unsteady }: Counts): readonly Cell[] => [
    plain(String(attempts)),
    plain(String(verdicts)),
    none(wrong),
    none(unsteady),
  ];
  return {
    header: line(columns.map((text) => ({ text, color: colors.dim }))),
    linesOf: (soak) => {
      const times = soak.milliseconds.toSorted((a, b) => a - b);
      const [median, longest] = [times[Math.floor(times.length / 2)], times.at(-1)].map((time) =>
        plain(`${(time ?? 0).toFixed(0)} ms`),
      );
      return [
        line([{ text: soak.id, color: colors.bold }, ...counts(soak), median ?? plain(''), longest ?? plain('')]),
        ...soak.problems.flatMap((problem) => wrap(clean(problem), style.width - 4).map((text) => `    ${text}`)),
      ];
    },
    end: (soaks) => {
      const sum = (of: (soak: Soak) => number): number => soaks.reduce((total, soak) => total + of(soak), 0);
      const all: Counts = {
        attempts: sum(({ attempts }) => attempts),
        verdicts: sum(({ verdicts }) => verdicts),
        wrong: sum(({ wrong }) => wrong),
        unsteady: sum(({ unsteady }) => unsteady),
      };
      const isClean = soaks.every(({ problems }) => problems.length === 0);
      return [
        line([plain('all'), ...counts(all)]),
        ...(isClean ? ['', 'No verdict was wrong, and no text differed.'] : []),
      ];
    },
  };
};

type Counts = Pick<Soak, 'attempts' | 'verdicts' | 'wrong' | 'unsteady'>;
