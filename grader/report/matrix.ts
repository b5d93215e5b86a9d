import type { Style } from './style.ts';
import { displayWidth, padEnd, toAscii, wrap } from './text.ts';

/** How many of the answers got the verdict that they must get. */
export type Score = { readonly right: number; readonly of: number };

/** The result of checking one exercise. */
export type Check = {
  readonly id: string;
  /** Kinds of finding that the starter got (none when it passed), and whether they are the expected ones. */
  readonly starter: { readonly kinds: readonly string[]; readonly isRight: boolean };
  readonly solution: boolean;
  readonly right: Score;
  readonly wrong: Score;
  /** How many of all these were judged now; the others are proved. */
  readonly judged: number;
  /** Titles of the checks that no wrong answer triggers, as far as they are known: a hint, not a problem. */
  readonly idle: readonly string[];
  /** What real runs reported differently, with the same verdict as last time: no problem, but not as it should be. */
  readonly unsteady: readonly string[];
  /** Everything that is wrong, one sentence each. */
  readonly problems: readonly string[];
};

/** One row per exercise, then everything that is wrong. */
export const renderMatrix = (checks: readonly Check[], strays: readonly string[], style: Style): readonly string[] => {
  const clean = (text: string): string => (style.ascii ? toAscii(text) : text);
  const sign = (isGood: boolean, text: string): Cell => ({
    text: clean(`${isGood ? '✓' : '✗'} ${text}`),
    color: isGood ? style.colors.green : style.colors.red,
  });
  const score = ({ right, of }: Score): Cell => sign(right === of, `${right}/${of}`);
  const rows = checks.map((check) => [
    { text: check.id, color: style.colors.bold },
    sign(check.starter.isRight, check.starter.kinds.join(', ') || 'passed'),
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
  const hanging = (text: string): readonly string[] =>
    wrap(clean(text), style.width - 2).map((line, index) => (index === 0 ? line : `  ${line}`));
  const idle = checks.flatMap(({ id, idle: titles }) => titles.map((title) => `${id} "${title}"`));
  const unsteady = checks.flatMap(({ id, unsteady: texts }) => texts.map((text) => `${id} ${text}`));
  return [
    ...table([header, ...rows]),
    '',
    ...(idle.length === 0 ? [] : ['No wrong answer triggers these checks:', ...idle.flatMap(hanging), '']),
    ...(unsteady.length === 0
      ? []
      : ['Real runs gave a different result than before:', ...unsteady.flatMap(hanging), '']),
    ...[...problems, ...strays].flatMap(hanging),
    ...(problems.length + strays.length === 0 ? ['Everything is as it must be.'] : []),
    answersLine(checks),
  ];
};

/** The count for .ci/run, in vitest's form. */
const answersLine = (checks: readonly Check[]): string => {
  const scores = checks.flatMap(({ starter, solution, right, wrong }): readonly Score[] => [
    { right: Number(starter.isRight), of: 1 },
    { right: Number(solution), of: 1 },
    right,
    wrong,
  ]);
  const all = scores.reduce((sum, { of }) => sum + of, 0);
  const passed = scores.reduce((sum, { right }) => sum + right, 0);
  const judged = checks.reduce((sum, check) => sum + check.judged, 0);
  const failed = all === passed ? '' : `${all - passed} failed | `;
  return `Answers  ${failed}${passed} passed (${all}; ${judged} judged now)`;
};

export type Cell = { readonly text: string; readonly color: (text: string) => string };

/** Columns as wide as needed, two apart. */
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
