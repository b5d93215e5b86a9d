import type { Style } from './style.ts';
import { displayWidth, padEnd, toAscii, wrap } from './text.ts';

/** How many of the answers got the verdict that they must get. */
export type Score = { readonly right: number; readonly of: number };

/** What came of checking one exercise. */
export type Check = {
  readonly id: string;
  /** Kinds of finding that the starter got; empty when it passed. */
  readonly starter: readonly string[];
  readonly solution: boolean;
  readonly right: Score;
  readonly wrong: Score;
  /** Everything that is not as it must be, one sentence each. */
  readonly problems: readonly string[];
};

/** A row an exercise, then what is not as it must be. */
export const renderMatrix = (checks: readonly Check[], strays: readonly string[], style: Style): readonly string[] => {
  const clean = (text: string): string => (style.ascii ? toAscii(text) : text);
  const sign = (isGood: boolean, text: string): Cell => ({
    text: clean(`${isGood ? '✓' : '✗'} ${text}`),
    color: isGood ? style.colors.green : style.colors.red,
  });
  const score = ({ right, of }: Score): Cell => sign(right === of, `${right}/${of}`);
  const rows = checks.map((check) => [
    { text: check.id, color: style.colors.bold },
    sign(!check.problems.some((problem) => problem.startsWith('starter:')), check.starter.join(', ') || 'passed'),
    sign(check.solution, ''),
    score(check.right),
    score(check.wrong),
    sign(check.problems.length === 0, check.problems.length === 0 ? '' : String(check.problems.length)),
  ]);
  const header = ['exercise', 'starter', 'solution', 'right', 'wrong', 'problems'].map((text) => ({
    text,
    color: style.colors.dim,
  }));
  const problems = checks.flatMap(({ id, problems: found }) => found.map((problem) => `${id} ${problem}`));
  return [
    ...table([header, ...rows]),
    '',
    ...[...problems, ...strays].flatMap((problem) =>
      wrap(clean(problem), style.width - 2).map((line, index) => (index === 0 ? line : `  ${line}`)),
    ),
    ...(problems.length + strays.length === 0 ? ['Everything is as it must be.'] : []),
  ];
};

export type Cell = { readonly text: string; readonly color: (text: string) => string };

/** Columns as wide as they must be, two apart. */
export const table = (rows: readonly (readonly Cell[])[]): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column]?.text ?? ''))),
  );
  return rows.map((row) =>
    row
      .map(({ text, color }, column) => color(padEnd(text, widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
};
