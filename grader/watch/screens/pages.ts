import { withoutTitle } from '../../course/brief.ts';
import { shortName } from '../../course/names.ts';
import { standingOf } from '../../course/progress.ts';
import { diffLines } from '../../report/diff.ts';
import { displayWidth, padEnd } from '../../report/text.ts';
import { counted } from '../../verdict/counted.ts';
import { keyTable } from './key-table.ts';
import type { Frame, Sheet } from './sheet.ts';
import { sweepEndText } from './stage-text.ts';
import type { Program, ProgramName, State, Sweep, View } from '../model/state.ts';

/** What the run of all exercises has found so far. */
export const allScreen = (state: State, { current, waiting, results }: Sweep, sheet: Sheet): Frame => {
  const { course } = state;
  const { colors } = sheet.style;
  const width = Math.max(...course.map((exercise) => displayWidth(shortName(exercise, course))));
  const body = course.map((exercise) => {
    const result = results.get(exercise.id);
    const word = result ?? (exercise.id === current?.id ? 'checking …' : '');
    const text = `${marks[result ?? 'waiting']} ${padEnd(shortName(exercise, course), width)}  ${word}`.trimEnd();
    return result === undefined ? colors.dim(sheet.line(text)) : sheet.line(text);
  });
  const title = current
    ? `Checking all exercises: ${results.size} of ${course.length} …`
    : sweepEndText(results, course.length);
  // The exercise that is being judged stays in sight.
  const at = course.length - waiting.length;
  const from = current ? Math.max(0, at - Math.floor(state.size.rows / 2)) : undefined;
  return sheet.page(title, body, current ? 'Esc or any key stops' : 'l list · Esc back', from);
};

const marks = { passed: '✓', failed: '✗', unchecked: '?', waiting: '·' } as const;

export const finalScreen = (state: State, sheet: Sheet): Frame => {
  const { course, progress } = state;
  const standings = course.map(({ id }) => standingOf(progress, id));
  const attempts = standings.reduce((sum, standing) => sum + standing.attempts, 0);
  const hints = standings.reduce((sum, standing) => sum + standing.hints, 0);
  const text = [
    `You made it: all ${course.length} exercises pass, and all were judged once more just now.`,
    `It took ${counted(attempts, 'verdict')} and ${counted(hints, 'hint')}. What goes wrong in a few orders only hits people at night, in production, once in ten thousand runs. Here you could look at it.`,
    'What you have learned works without this kit: ask what may happen between two lines, who waits for whom, and what is true in every order.',
    'Still curious? s compares your solution with ours (l takes you to any exercise), and CONTRIBUTING.md says how to add an exercise of your own.',
  ];
  return sheet.page(
    'The end, and well done.',
    text.flatMap((paragraph) => [...sheet.wrapped(paragraph), '']),
    'l list · Esc back',
  );
};

export const helpScreen = (sheet: Sheet): Frame => {
  const width = Math.max(...keyTable.map(([key]) => displayWidth(sheet.clean(key))));
  const keys = keyTable.flatMap(([key, text]) => {
    const [first = '', ...rest] = sheet.wrapped(text, width + 4).map((line) => line.trimStart());
    return [
      `  ${sheet.style.colors.bold(padEnd(sheet.clean(key), width))}  ${first}`,
      ...rest.map((line) => `${' '.repeat(width + 4)}${line}`),
    ];
  });
  const text = 'Save a file, and it is judged. There is nothing else to do.';
  return sheet.page('Help', [...sheet.wrapped(text), '', ...keys], 'any key back');
};

/** The whole brief, to be read without leaving the terminal. */
export const briefScreen = ({ page, current }: State, sheet: Sheet): Frame => {
  const body =
    page && page.brief.text !== ''
      ? sheet.markdown(withoutTitle(page.brief.text))
      : ['There is no README.md any more.'];
  return sheet.page(current.title, body, 'arrows scroll · Esc back');
};

/** The reference solution: as a comparison with the learner's files, or by itself. */
export const solutionScreen = (state: State, view: Extract<View, { kind: 'solution' }>, sheet: Sheet): Frame => {
  const { colors } = sheet.style;
  if (!view.files) return sheet.page('Reading the solution …', [], 'Esc back');
  const own = new Map(state.found?.files.files.map((file) => [file.name, file.state === 'text' ? file.text : '']));
  const paint = { ' ': (text: string) => text, '-': colors.red, '+': colors.green };
  const body = view.files.files.flatMap((file) => {
    const theirs = linesOf(file.state === 'text' ? file.text : '');
    const lines = view.whole
      ? theirs.map((text) => ({ sign: ' ', text }) as const)
      : diffLines(linesOf(own.get(file.name) ?? ''), theirs);
    const isSame = lines.every(({ sign }) => sign === ' ') && !view.whole;
    return [
      colors.bold(sheet.line(file.name)),
      ...(isSame
        ? ['  the same as yours']
        : lines.flatMap(({ sign, text }) => sheet.wrapped(`${sign} ${text}`).map(paint[sign]))),
      '',
    ];
  });
  const title = view.whole
    ? "The solution. A different solution isn't wrong."
    : "From yours (-) to the solution (+). A different solution isn't wrong.";
  return sheet.page(
    title,
    body,
    `d ${view.whole ? 'compare with yours' : 'the solution alone'} · arrows scroll · Esc back`,
  );
};

const linesOf = (text: string): readonly string[] => text.trimEnd().split(/\r?\n/);

const programTitles = {
  demo: 'demo.ts on plain Node, real threads, real time',
  costs: 'what your choice costs',
} as const satisfies Record<ProgramName, string>;

export const programScreen = (state: State, { name, exercise, lines, lost, ended }: Program, sheet: Sheet): Frame => {
  const body = [
    ...(lost > 0 ? [sheet.style.colors.dim(sheet.line(`(${counted(lost, 'earlier line')})`))] : []),
    ...lines.flatMap((line) => sheet.wrapped(line)),
    ...(ended === undefined ? [] : ['', sheet.style.colors.dim(sheet.line(ended))]),
  ];
  const title = `${shortName(exercise, state.course)}: ${programTitles[name]}`;
  return sheet.page(title, body, ended === undefined ? 'Running … Ctrl-C or any key ends it' : 'any key back');
};
