import { join, relative } from 'node:path';
import { shortName } from '../../course/names.ts';
import { standingOf } from '../../course/progress.ts';
import { displayWidth, padEnd, wrap } from '../../report/text.ts';
import { verdictParts, type Rendered } from '../../report/verdict.ts';
import { linkTo } from './link.ts';
import type { Frame, Sheet } from './sheet.ts';
import { costsHint, resetQuestion, resetText, stageText } from './stage-text.ts';
import type { State } from '../model/state.ts';
import { changeOf } from '../model/session-view.ts';
import { hasPassed } from '../model/steps.ts';
import { firstTimeline } from '../model/timeline-keys.ts';

/** Fewest lines between heading and foot. */
const leastBody = 6;

/** The learner's present exercise: what is known, and what is under way. */
export const exerciseScreen = (state: State, sheet: Sheet): Frame => {
  const story = storyLines(state, sheet);
  const { lines, turn } = verdictLines(state, sheet);
  const verdict = [...lines, ...costsLines(state, sheet), ...typeLines(state, sheet)];
  const { lines: hints, newest } = hintLines(state, sheet);
  const head = [...heading(state, sheet), ''];
  const status = statusLines(state, sheet);
  const room = state.size.rows - status.length - 2;
  // The verdict comes first: the story gives way, but stays one key away.
  const fits = head.length + story.length + verdict.length + hints.length <= room;
  const opening = fits || verdict.length === 0 ? story : [];
  const body = [...opening, ...verdict, ...hints];
  const remarks = fits || typeLines(state, sheet).length === 0 ? [] : typeHeading(sheet);
  const foot = [...remarks, ...status, keyLine(state, sheet)];
  // With less room than this the heading scrolls with the rest, so that some of the rest can be seen.
  const scrolled = room - head.length >= leastBody ? [] : head;
  const above = scrolled.length + opening.length;
  return sheet.frame({
    head: scrolled.length > 0 ? [] : head,
    body: [...scrolled, ...body],
    foot,
    hint: above + verdict.length + newest,
    ...(turn !== undefined && { turn: above + turn }),
  });
};

const heading = ({ course, current, page }: State, sheet: Sheet): readonly string[] => {
  const { colors, width } = sheet.style;
  const name = shortName(current, course);
  const titles = sheet.wrapped(current.title);
  const last = titles.at(-1) ?? '';
  const isBeside = displayWidth(last) + 2 + displayWidth(name) <= width;
  const lines = isBeside ? [...titles.slice(0, -1), padEnd(last, width - displayWidth(name))] : titles;
  return [
    sheet.progressBar(),
    ...lines.map((line, index) => colors.bold(line) + (isBeside && index === lines.length - 1 ? name : '')),
    ...(isBeside ? [] : [sheet.line(name)]),
    ...current.files.flatMap((file) => pathLines('Edit', join(current.folders.learner, file), sheet)),
    ...(page ? pathLines('Read', page.brief.path, sheet) : []),
  ];
};

/** The whole path if it fits, else the part inside the clone; a click opens it either way. */
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

const verdictLines = ({ judged, current, course, finding }: State, { look, style }: Sheet): Rendered => {
  if (!judged) return { lines: [], turn: undefined };
  const folder = relative(look.root, current.folders.learner).replaceAll('\\', '/');
  const { verdict, before = [] } = judged;
  const count = verdict.state === 'failed' ? verdict.findings.length : 0;
  const others = `Finding ${finding + 1} of ${count}: ← → for the others.`;
  const { mended, broken } = changeOf(verdict, before);
  const choice = { finding, others, mended, broken };
  return verdictParts(verdict, { name: shortName(current, course), folder }, style, choice);
};

/** After a pass, if the learner had a choice of tools. */
const costsLines = (state: State, sheet: Sheet): readonly string[] => {
  const hint = costsHint(state);
  return hint === undefined ? [] : ['', ...sheet.wrapped(hint)];
};

const shownTypeErrors = 5;

const typeHeading = (sheet: Sheet): readonly string[] =>
  sheet
    .wrapped('TypeScript errors are below the verdict, which does not depend on them:')
    .map(sheet.style.colors.yellow);

/** Only about the files of the verdict that is shown. */
const typeLines = ({ judged, typed }: State, sheet: Sheet): readonly string[] => {
  if (!typed || typed.errors.length === 0 || typed.hash !== judged?.found.files.hash) return [];
  const { dim } = sheet.style.colors;
  const hidden = typed.errors.length - shownTypeErrors;
  return [
    '',
    ...typeHeading(sheet),
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
  const all = page?.hints ?? [];
  for (const [index, { title, text }] of all.slice(0, level).entries()) {
    newest = lines.length;
    lines.push(
      '',
      sheet.style.colors.yellow(sheet.line(`Hint ${index + 1}: ${title} (${index + 1} of ${all.length})`)),
    );
    lines.push(...sheet.markdown(text, 2));
  }
  return { lines, newest };
};

/** What is under way, in the one place that always shows it. */
const statusLines = (state: State, sheet: Sheet): readonly string[] => {
  const { colors } = sheet.style;
  const { view, notices, answer, judged, run, reset } = state;
  if (view.kind === 'reset') return sheet.wrapped(resetQuestion(view.exercise)).map(colors.yellow);
  const news = [...notices, reset && resetText(reset), answer].flatMap((text) =>
    text === undefined ? [] : sheet.wrapped(text),
  );
  const isPassed = judged?.verdict.state === 'passed' && !run;
  const stage = sheet.wrapped(stageText(state));
  return [...news.map(colors.yellow), ...(isPassed ? stage.map(colors.green) : stage)];
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
    'b brief',
    'l list',
    'd demo',
    'e editor',
    ...(isDone ? [`h hint${count}`] : []),
    'r run again',
  ];
  return sheet.keys(names, '? all keys · q quit');
};
