import { table, type Cell } from './matrix.ts';
import type { Style } from './style.ts';
import { toAscii, wrap } from './text.ts';

/** What came of judging the kept attempts of one exercise many times. */
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

/** A row an exercise and one for all, then what is not as it must be. */
export const renderSoak = (soaks: readonly Soak[], style: Style): readonly string[] => {
  const { colors } = style;
  const clean = (text: string): string => (style.ascii ? toAscii(text) : text);
  const plain = (text: string): Cell => ({ text, color: (it) => it });
  const none = (count: number): Cell => ({ text: String(count), color: count === 0 ? colors.green : colors.red });
  const sum = (of: (soak: Soak) => number): number => soaks.reduce((total, soak) => total + of(soak), 0);
  const rows = soaks.map((soak) => {
    const times = soak.milliseconds.toSorted((a, b) => a - b);
    return [
      { text: soak.id, color: colors.bold },
      plain(String(soak.attempts)),
      plain(String(soak.verdicts)),
      none(soak.wrong),
      none(soak.unsteady),
      plain(`${rounded(times[Math.floor(times.length / 2)])} ms`),
      plain(`${rounded(times.at(-1))} ms`),
    ];
  });
  const header = ['exercise', 'attempts', 'verdicts', 'wrong', 'unsteady', 'median', 'longest'].map((text) => ({
    text,
    color: colors.dim,
  }));
  const total = [
    plain('all'),
    plain(String(sum(({ attempts }) => attempts))),
    plain(String(sum(({ verdicts }) => verdicts))),
    none(sum(({ wrong }) => wrong)),
    none(sum(({ unsteady }) => unsteady)),
  ];
  const problems = soaks.flatMap(({ id, problems: found }) => found.map((problem) => `${id} ${problem}`));
  return [
    ...table([header, ...rows, total]),
    '',
    ...problems.flatMap((problem) =>
      wrap(clean(problem), style.width - 2).map((line, index) => (index === 0 ? line : `  ${line}`)),
    ),
    ...(problems.length === 0 ? ['No verdict was wrong, and no text differed.'] : []),
  ];
};

const rounded = (milliseconds: number | undefined): string => (milliseconds ?? 0).toFixed(0);
