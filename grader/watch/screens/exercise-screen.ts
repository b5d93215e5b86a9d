import { join, relative } from 'node:path';
import { shortName } from '../../course/names.ts';
import { standingOf } from '../../course/progress.ts';
import { displayWidth, padEnd, wrap } from '../../report/text.ts';
import { renderVerdict } from '../../report/verdict.ts';
import { linkTo } from './link.ts';
import type { Frame, Sheet } from './sheet.ts';
import { resetQuestion, stageText } from './stage-text.ts';
import type { State } from '../model/state.ts';
import { hasPassed } from '../model/steps.ts';
import { firstTimeline } from '../model/timeline-keys.ts';

/** Below this the heading scrolls with the rest, so that something of it can be seen. */
const leastBody = 6;

/** The exercise that the learner is at: what is known of it, and what is going on. */
export const exerciseScreen = (state: State, sheet: Sheet): Frame => {
  const story = storyLines(state, sheet);
  const verdict = [...verdictLines(state, sheet), ...typeLines(state, sheet)];
  const { lines: hints, newest } = hintLines(state, sheet);
  const head = [...heading(state, sheet), ''];
  const status = statusLines(state, sheet);
  const room = state.size.rows - status.length - 2;
  // The verdict comes first: the story gives way, and stays a README away.
  const fits = head.length + story.length + verdict.length + hints.length <= room;
  const opening = fits || verdict.length === 0 ? story : [];
  const body = [...opening, ...verdict, ...hints];
  const remarks = fits ? [] : typeLines(state, sheet).slice(1, 2);
  const foot = [...remarks, ...status, keyLine(state, sheet)];
  const hint = opening.length + verdict.length + newest;
  return room - head.length >= leastBody
    ? sheet.frame({ head, body, foot, hint })
    : sheet.frame({ head: [], body: [...head, ...body], foot, hint: head.length + hint });
};

const heading = ({ course, current, page }: State, sheet: Sheet): readonly string[] => {
  const { colors, width } = sheet.style;
  const name = shortName(current, course);
  const title = sheet.line(current.title, width - displayWidth(name) - 2);
  return [
    sheet.progressBar(),
    `${colors.bold(padEnd(title, width - displayWidth(name)))}${name}`,
    ...current.files.flatMap((file) => pathLines('Edit', join(current.folders.learner, file), sheet)),
    ...(page ? pathLines('Read', page.brief.path, sheet) : []),
  ];
};

/** The whole path where it fits, else the part inside the clone; a click opens it either way. */
const pathLines = (label: string, path: string, { look, style }: Sheet): readonly string[] => {
  const room = style.width - label.length - 2;
  const text = displayWidth(path) <= room ? path : relative(look.root, path);
  return wrap(text, room).map((piece, index) => {
    const linked = look.links ? linkTo(path, piece) : piece;
    return `${style.colors.dim((index === 0 ? label : '').padEnd(label.length))}  ${style.colors.cyan(linked)}`;
  });
};

const storyLines = ({ page }: State, sheet: Sheet): readonly string[] =>
  (page?.brief.story ?? []).flatMap((paragraph) => [...sheet.wrapped(paragraph), '']);

const verdictLines = ({ judged, current, course }: State, { look, style }: Sheet): readonly string[] => {
  if (!judged) return [];
  const folder = relative(look.root, current.folders.learner).replaceAll('\\', '/');
  return renderVerdict(judged.verdict, { name: shortName(current, course), folder }, style);
};

const shownTypeErrors = 5;

/** About the files that the verdict is about, or not at all. */
const typeLines = ({ judged, typed }: State, sheet: Sheet): readonly string[] => {
  if (!typed || typed.errors.length === 0 || typed.hash !== judged?.found.files.hash) return [];
  const { dim, yellow } = sheet.style.colors;
  const hidden = typed.errors.length - shownTypeErrors;
  return [
    '',
    yellow(sheet.line('TypeScript has remarks below the verdict, which does not depend on them:')),
    ...typed.errors.slice(0, shownTypeErrors).flatMap((error) => sheet.wrapped(error, 2)),
    ...(hidden > 0 ? [dim(sheet.line(`  … and ${hidden} more`))] : []),
  ];
};

const hintLines = (
  { current, page, progress }: State,
  sheet: Sheet,
): { readonly lines: readonly string[]; readonly newest: number } => {
  const level = standingOf(progress, current.id).hints;
  const lines: string[] = [];
  let newest = 0;
  for (const [index, { title, text }] of (page?.hints ?? []).slice(0, level).entries()) {
    newest = lines.length;
    lines.push('', sheet.style.colors.yellow(sheet.line(`Hint ${index + 1}: ${title}`)), ...sheet.wrapped(text, 2));
  }
  return { lines, newest };
};

/** What is going on, in the one place that always shows it. */
const statusLines = (state: State, sheet: Sheet): readonly string[] => {
  const { colors } = sheet.style;
  const { view, notices, answer, judged, run } = state;
  if (view.kind === 'reset') return sheet.wrapped(resetQuestion(view.exercise)).map(colors.yellow);
  const news = [...notices, answer].flatMap((text) => (text === undefined ? [] : sheet.wrapped(text)));
  const stage = sheet.line(stageText(state));
  const isPassed = judged?.verdict.state === 'passed' && !run;
  return [...news.map(colors.yellow), isPassed ? colors.green(stage) : stage];
};

const keyLine = (state: State, sheet: Sheet): string => {
  const { current, page, progress, view, judged } = state;
  if (view.kind === 'reset') return sheet.keys([], 'y yes, reset · other keys no');
  const level = Math.min(standingOf(progress, current.id).hints, page?.hints.length ?? 0);
  const count = page ? ` ${level}/${page.hints.length}` : '';
  const isDone = hasPassed(state, current);
  const names = [
    ...(isDone ? ['n next', 's solution'] : [`h hint${count}`]),
    ...(firstTimeline(judged?.verdict) === undefined ? [] : ['t step by step']),
    'l list',
    'd demo',
    'e editor',
    ...(isDone ? [`h hint${count}`] : []),
    'r run again',
  ];
  return sheet.keys(names, '? all keys · q quit');
};
