import type { Finding } from '../../verdict/finding.ts';
import { timelineParts } from '../../report/timeline.ts';
import { cutAt, padEnd } from '../../report/text.ts';
import type { Frame, Sheet } from './sheet.ts';
import type { State, View } from '../model/state.ts';
import { timelineOf } from '../model/timeline-keys.ts';

/** Lines of the learner's file that are shown around the one that a step is at. */
const around = 2;

/** Marks the step that was just taken. */
const marker = '▶ ';

/** A failing run, a step at a time: the table so far, and the line of code below. */
export const timelineScreen = (
  state: State,
  { finding, row }: Extract<View, { kind: 'timeline' }>,
  sheet: Sheet,
): Frame => {
  const timeline = timelineOf(state.judged?.verdict, finding);
  if (!timeline) return sheet.page('There is no timeline any more.', [], 'Esc back');
  const { colors } = sheet.style;
  const { header, rows } = timelineParts(timeline, { ...sheet.style, width: sheet.style.width - marker.length });
  const table = rows
    .slice(0, row + 1)
    .flatMap((lines, index) =>
      lines.map((line, part) => (index === row && part === 0 ? sheet.clean(marker) : ' '.repeat(marker.length)) + line),
    );
  const step = timeline.rows[row];
  const code = step?.location ? codeLines(state, step.location, sheet) : [];
  const title = `Step ${row + 1} of ${timeline.rows.length}: ${timeline.lanes[step?.lane ?? 0] ?? ''}`;
  const verdict = state.judged?.verdict;
  const shown = verdict?.state === 'failed' ? verdict.findings[finding] : undefined;
  const head = [
    colors.red(sheet.line(`✗ ${shown?.check ?? ''}`)),
    ...factLines(shown, sheet),
    colors.bold(sheet.line(title)),
    ...header.map((line) => ' '.repeat(marker.length) + line),
  ];
  const more = hasSeveral(state) ? ['Tab next finding'] : [];
  const foot = [...code, sheet.keys(['→ or Space next step', '← step back', ...more, 'Home start'], 'Esc back')];
  // The arrows go through the steps.
  return sheet.frame({ head, body: table, foot, from: Infinity, scrolledBy: '' });
};

/** The facts of the finding, a line each. */
const factLines = (finding: Finding | undefined, sheet: Sheet): readonly string[] => {
  const fact = (name: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [sheet.line(`  ${name.padEnd(10)}${value.replaceAll(/\s+/g, ' ')}`)];
  return finding ? [...fact('expected', finding.expected), ...fact('got', finding.got)] : [];
};

const hasSeveral = ({ judged }: State): boolean =>
  judged?.verdict.state === 'failed' && judged.verdict.findings.filter(({ timeline }) => timeline).length > 1;

/** From the text that was judged: the file may have changed since. */
const codeLines = (
  { judged }: State,
  { file, line }: NonNullable<Finding['location']>,
  sheet: Sheet,
): readonly string[] => {
  const { colors } = sheet.style;
  const found = judged?.found.files.files.find(({ name }) => name === file);
  if (found?.state !== 'text') return [];
  const lines = found.text.split(/\r?\n/);
  const first = Math.max(0, Math.min(line - 1 - around, lines.length - 2 * around - 1));
  const shown = lines.slice(first, first + 2 * around + 1);
  return [
    colors.cyan(sheet.line(`${file}:${line}`)),
    ...shown.map((text, index) => {
      const number = first + index + 1;
      const isAt = number === line;
      const label = padEnd(`${isAt ? '>' : ' '} ${String(number).padStart(String(lines.length).length)}  `, 6);
      // Cut at the edge rather than wrapped, so that five lines stay five lines.
      const cut = cutAt(sheet.clean(`${label}${text}`), sheet.style.width);
      return isAt ? colors.bold(cut) : colors.dim(cut);
    }),
  ];
};
