import { relative, join } from 'node:path';
import type { Finding } from '../../verdict/finding.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { shortName } from '../../course/names.ts';
import { standingOf } from '../../course/progress.ts';
import { diffLines } from '../../report/diff.ts';
import { noReturnText } from '../../report/no-return-text.ts';
import { printable, toAscii } from '../../report/text.ts';
import { groundsOf, notKeptText } from '../../report/verdict.ts';
import { excerpt } from '../../verdict/excerpt.ts';
import { keyTable } from './key-table.ts';
import { placeOf } from '../model/finding-place.ts';
import { listed } from '../model/list-keys.ts';
import type { Look } from './sheet.ts';
import { changeText, costsHint, resetQuestion, resetText, savedText, stageText, sweepEndText } from './stage-text.ts';
import type { Judged, List, Program, ProgramName, State, Sweep, View } from '../model/state.ts';
import { changeOf } from '../model/session-view.ts';
import { hasPassed } from '../model/steps.ts';
import { timelineOf, type Timeline } from '../model/timeline-keys.ts';

/*
 * What happened, in sentences: one line for each thing; nothing is drawn, and nothing written is ever changed. So a
 * screen reader reads events in the order in which they came.
 */

export const toldStart = (state: State, look: Look, singleKeys: boolean): readonly string[] => {
  const how = singleKeys ? 'Press ? for the keys.' : 'Type a letter and Enter: ? lists the keys.';
  return [`Racelings. Every save is judged. ${how}`, ...exerciseLines(state, look), ...newsOf(state)].map((line) =>
    clean(line, look),
  );
};

/** The lines for what is different now. */
export const toldChange = (before: State, now: State, look: Look): readonly string[] => {
  const lines = [
    ...(before.current.id === now.current.id ? [] : exerciseLines(now, look)),
    ...(before.page === now.page ? [] : [...(now.page?.brief.story ?? []), ...hintLines(now, 0)]),
    ...(now.run && now.run.ms > 0 && isWorthSaying(before, now) ? [stageText(now)] : []),
    ...(before.judged === now.judged || !now.judged ? [] : verdictLines(now, now.judged, look)),
    ...(before.finding === now.finding || before.judged !== now.judged ? [] : chosenLines(now, look)),
    ...(before.typed === now.typed
      ? []
      : (now.typed?.errors ?? []).map((error) => `A type error, which does not affect the verdict: ${error}`)),
    ...(before.page === now.page ? hintLines(now, standingOf(before.progress, now.current.id).hints) : []),
    ...(before.view === now.view ? [] : viewLines(before.view, now)),
    ...newsOf(now, before),
  ];
  return lines.map((line) => clean(line, look));
};

/** Reports a run once at its beginning, and then every ten seconds. */
const isWorthSaying = (before: State, { run }: State): boolean => {
  const [then, now] = [before.run?.id === run?.id ? (before.run?.ms ?? 0) : 0, run?.ms ?? 0];
  return (then === 0 && now > 0) || Math.floor(then / 10_000) !== Math.floor(now / 10_000);
};

/** The path of one of the exercise's files as an editor takes it: relative to the clone's folder, with slashes. */
const pathOf = ({ current }: State, { root }: Look, file: string): string =>
  relative(root, join(current.folders.learner, file)).replaceAll('\\', '/');

const exerciseLines = (state: State, look: Look): readonly string[] => {
  const { course, current } = state;
  const path = (name: string): string => pathOf(state, look, name);
  return [
    `Exercise ${course.indexOf(current) + 1} of ${course.length}, ${shortName(current, course)}: ${current.title}.`,
    `Edit ${current.files.map(path).join(' and ')}. Read ${path('README.md')}.`,
  ];
};

const newsOf = (now: State, before?: State): readonly string[] => [
  ...(now.reset && now.reset !== before?.reset ? [resetText(now.reset)] : []),
  ...now.notices.filter((notice) => !before?.notices.includes(notice)),
  ...(now.answer === undefined || now.answer === before?.answer ? [] : [now.answer]),
];

const hintLines = ({ current, page, progress }: State, from: number): readonly string[] =>
  (page?.hints ?? [])
    .slice(from, standingOf(progress, current.id).hints)
    .map(
      ({ title, text }, index) => `Hint ${from + index + 1} of ${page?.hints.length ?? 0}, ${title} ${oneLine(text)}`,
    );

/** The last line of a verdict, by which tools know that it is complete. */
const verdictEnd = 'Every save is checked.';

const verdictLines = (state: State, judged: Judged, look: Look): readonly string[] => [
  ...findingsTold(state, judged, look),
  verdictEnd,
];

const findingsTold = (state: State, judged: Judged, look: Look): readonly string[] => {
  const { verdict, found, remembered } = judged;
  const label = `Verdict for ${savedText(found)}${remembered ? ', judged before' : ''}`;
  if (verdict.state === 'unchecked')
    return [`${label}: could not be checked, which is not your fault. ${verdict.reason} ${verdict.help}`];
  const output = verdict.output.text.trimEnd();
  const printed = output === '' ? [] : [`Your code printed: ${printedText(oneLine(output), verdict.output.lost)}`];
  if (verdict.state === 'passed') {
    const grounds = groundsOf(verdict).map((ground) => (ground.endsWith('.') ? ground : `${ground}.`));
    const hint = costsHint(state);
    return [
      `${label}: passed${grounds.length === 0 ? '.' : `, ${grounds.join(' ')}`} Press n to go on.`,
      ...(hint === undefined ? [] : [hint]),
      ...printed,
    ];
  }
  const { findings } = verdict;
  const count = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
  const change = changeText(judged);
  const { mended } = changeOf(verdict, judged.before ?? []);
  const [first, ...others] = findings;
  const passed = verdict.checks.filter((check) => check.passed).map(({ title }) => title);
  return [
    `${label}: failed, ${count}${change === '' ? '' : `, ${change}`}.`,
    ...findingLines(state, first, look),
    ...others.flatMap((other) => [
      ...diagnostic(state, other, look),
      `Also ${other.kind}, in the check "${other.check}"${newText(state, other)}.`,
    ]),
    ...(others.length > 0 ? ['f gives the next one in full.'] : []),
    ...passed.map((title) => `${mended.includes(title) ? 'Fixed' : 'Passed'}: ${title}.`),
    ...printed,
  ];
};

/** Most characters of printed output: more would be read aloud for minutes. */
const mostPrinted = 500;

const printedText = (text: string, lost: number): string => {
  const shown = excerpt(text, mostPrinted);
  return lost === 0 ? shown : `${shown}${shown === text ? '… and' : ','} ${notKeptText(lost)}`;
};

/** Shows the finding that was asked for. */
const chosenLines = (state: State, look: Look): readonly string[] => {
  const { verdict } = state.judged ?? {};
  if (verdict?.state !== 'failed') return [];
  const { findings } = verdict;
  const finding = findings[state.finding];
  return finding ? [`Finding ${state.finding + 1} of ${findings.length}.`, ...findingLines(state, finding, look)] : [];
};

/** In the form of compilers, `file:line:column: kind: message`, so that an editor can mark the line. */
const diagnostic = (state: State, finding: Finding, look: Look): readonly string[] => {
  const place = placeOf(finding);
  if (!place) return [];
  return [`${pathOf(state, look, place.file)}:${place.line}:1: ${finding.kind}: ${oneLine(finding.message)}`];
};

const newText = ({ judged }: State, { check }: Finding): string =>
  judged && changeOf(judged.verdict, judged.before ?? []).broken.includes(check) ? ', which passed before' : '';

const findingLines = (state: State, finding: Finding, look: Look): readonly string[] => {
  const { kind, check, message, expected, got, why, evidence = [], timeline, replay } = finding;
  const marked = diagnostic(state, finding, look);
  const told = [
    marked.length > 0
      ? `In the check "${check}"${newText(state, finding)}.`
      : `${kind}, in the check "${check}"${newText(state, finding)}: ${message}`,
    ...(expected === undefined ? [] : [`Expected ${oneLine(expected)}.`]),
    ...(got === undefined ? [] : [`Got ${oneLine(got)}.`]),
    ...(why === undefined ? [] : [why]),
    ...evidence.map((fact) => (fact.endsWith('.') ? fact : `${fact}.`)),
    ...(timeline
      ? [`t goes through ${timeline.rows.length === 1 ? 'its step' : `the ${timeline.rows.length} steps`}.`]
      : []),
    ...(replay === undefined ? [] : [`Replay: npm run grade -- --replay ${replay}`]),
  ];
  return [...marked, told.join(' ')];
};

const viewLines = (before: View, state: State): readonly string[] => {
  const { view } = state;
  switch (view.kind) {
    case 'exercise':
      if (before.kind === 'all' && before.sweep.current) return [stoppedText(before.sweep, state)];
      return before.kind === 'program' || before.kind === 'reset'
        ? []
        : [`Back at ${shortName(state.current, state.course)}.`];
    case 'reset':
      return [`${resetQuestion(view.exercise)} y for yes, any other key for no.`];
    case 'list':
      return listLines(before, view, state);
    case 'timeline': {
      const timeline = timelineOf(state.judged?.verdict, view.finding);
      const row = timeline?.rows[view.row];
      return timeline && row ? [stepLine(timeline, row, view.row)] : [];
    }
    case 'solution':
      return solutionLines(state, view);
    case 'program':
      return programLines(before, view);
    case 'brief':
      return (state.page?.brief.text ?? '').split(/\r?\n/).filter((line) => line.trim() !== '');
    case 'help':
      return keyTable.map(([key, text]) => `${key}: ${text}`);
    case 'all':
      return sweepLines(before, view.sweep, state);
    case 'final':
      return [
        ...(before.kind === 'all' ? lastLines(before.sweep, state) : []),
        `You made it: all ${state.course.length} exercises pass, and all were judged once more just now.`,
      ];
  }
};

const stepLine = (
  { lanes, memory, rows, pending = [], noReturn }: Timeline,
  row: Timeline['rows'][number],
  index: number,
): string => {
  const wait = pending.find(({ from }) => from === index);
  const isTurn = noReturn?.row === index;
  const values = memory.map((name, column) => `${name} is ${row.memory[column] ?? ''}`).join(', ');
  return [
    `Step ${index + 1} of ${rows.length}, ${lanes[row.lane] ?? ''}: ${row.text}`,
    ...(row.location ? [`at ${row.location.file} line ${row.location.line}`] : []),
    ...(values === '' ? [] : [values]),
    ...(row.note === undefined ? [] : [row.note]),
    ...(isTurn ? [noReturnText(noReturn)] : []),
    ...(wait ? [waitText(wait)] : row.paused ? ['then it is paused'] : []),
  ]
    .join('; ')
    .concat('.');
};

/** Says what the picture shows as a line down the lane. */
const waitText = ({ to, givenUp }: NonNullable<Timeline['pending']>[number]): string => {
  if (to === undefined) return 'it is still pending when the run ends';
  return `${givenUp ? 'it is given up' : 'its answer comes'} in step ${to + 1}`;
};

const listLines = (before: View, view: List, state: State): readonly string[] => {
  const rows = listed(state, view);
  const line = (index: number): readonly string[] => {
    const exercise = rows[index];
    if (!exercise) return ['No exercise matches. Backspace shortens the search, Tab shows others.'];
    const standing = hasPassed(state, exercise) ? 'passed' : 'pending';
    return [`${index + 1} of ${rows.length}: ${shortName(exercise, state.course)}, ${exercise.title}, ${standing}.`];
  };
  const cursor = rows.findIndex(({ id }) => id === view.cursor);
  const isMove = before.kind === 'list' && before.search === view.search && before.filter === view.filter;
  if (isMove) return line(cursor);
  const shown = `List of ${view.filter} exercises${view.search === '' ? '' : ` that match ${view.search}`}: ${rows.length}.`;
  const help =
    before.kind === 'list'
      ? []
      : ['Type to search, Enter opens, Tab shows pending or done, Ctrl-X resets, Esc leaves.'];
  return [shown, ...help, ...line(cursor)];
};

const solutionLines = (state: State, { files, whole }: Extract<View, { kind: 'solution' }>): readonly string[] => {
  const own = new Map(state.found?.files.files.map((file) => [file.name, file.state === 'text' ? file.text : '']));
  const words = { ' ': 'same', '-': 'only in yours', '+': 'only in the solution' };
  return (files?.files ?? []).flatMap((file) => {
    const theirs = linesOf(file.state === 'text' ? file.text : '');
    const diff = diffLines(linesOf(own.get(file.name) ?? ''), theirs);
    return [
      whole
        ? `The solution's ${file.name}:`
        : `${file.name}, your file compared with the solution; d reads the whole solution:`,
      ...(whole ? theirs : diff.filter(({ sign }) => sign !== ' ').map(({ sign, text }) => `${words[sign]}: ${text}`)),
    ];
  });
};

const linesOf = (text: string): readonly string[] => text.trimEnd().split(/\r?\n/);

const programNotes = {
  demo: 'The demo is running. Any key ends it.',
  costs: 'Your answer and others are being measured. Any key ends it.',
} as const satisfies Record<ProgramName, string>;

const programLines = (before: View, now: Program): readonly string[] => {
  if (before.kind !== 'program') return [programNotes[now.name]];
  const more = now.lost + now.lines.length - before.lost - before.lines.length;
  return [...(more > 0 ? now.lines.slice(-more) : []), ...(before.ended === now.ended ? [] : [now.ended ?? ''])];
};

const sweepLines = (before: View, { current, results }: Sweep, state: State): readonly string[] => {
  const { course } = state;
  // A sweep after an ended one is a new sweep.
  if (before.kind !== 'all' || !before.sweep.current)
    return [`Checking all ${course.length} exercises. Any key stops it.`];
  const known = before.sweep.results;
  return [
    ...[...results].flatMap(([id, result], index) => (known.has(id) ? [] : [resultLine(id, result, index, state)])),
    ...(current ? [] : [sweepEndText(results, course.length)]),
  ];
};

/** When all have passed, the final view replaces the sweep, so the last result is told here. */
const lastLines = ({ current, results }: Sweep, state: State): readonly string[] =>
  current ? [resultLine(current.id, 'passed', results.size, state)] : [];

const resultLine = (id: string, result: Verdict['state'], index: number, { course }: State): string => {
  const exercise = course.find((other) => other.id === id);
  const name = exercise ? shortName(exercise, course) : id;
  const word = result === 'unchecked' ? 'could not be checked' : result;
  return `${index + 1} of ${course.length}, ${name}: ${word}.`;
};

const stoppedText = ({ results }: Sweep, { current, course }: State): string =>
  `Stopped after ${results.size} of ${course.length}. Back at ${shortName(current, course)}.`;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const clean = (text: string, { ascii }: Look): string => {
  const line = printable(text).replaceAll('\n', ' ');
  return ascii ? toAscii(line) : line;
};
