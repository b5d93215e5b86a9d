import type { Style } from '../../report/style.ts';
import { printable, toAscii } from '../../report/text.ts';
import { codeText, endLines, type Scene } from './screen.ts';
import type { DriveState } from './state.ts';
import {
  changedText,
  helpTexts,
  keyTable,
  laneTexts,
  lostText,
  possibleText,
  sharedText,
  unseenText,
  wellText,
} from './words.ts';

/*
 * A drive in sentences: what a step did, and what can come next. Nothing is drawn, and nothing already written is
 * changed.
 */

/** @param before absent at the start, and when another attempt or scenario is driven now */
export const toldDrive = (
  before: DriveState | undefined,
  now: DriveState,
  scene: Scene,
  style: Style,
): readonly string[] => {
  const lost = lostText(now.lostAt);
  const unseen = unseenText(now);
  const isNew = lost !== undefined && now.lostAt?.step !== before?.lostAt?.step;
  const { lanes, pairs } = laneTexts(now);
  const told = [
    now.taken === 0 ? `${scene.name}, scenario ${now.scenario}, before the first step.` : `Step ${now.taken}.`,
    ...newRows(before, now),
    possibleText(now),
    ...(unseen === undefined ? [] : [unseen]),
    ...(isNew ? [lost] : []),
    ...(now.changed ? [changedText] : []),
  ];
  if (now.ending) {
    const end = now.ending.kind === 'well' ? [wellText(now)] : endLines(now, now.ending, scene, style, true);
    return [...told.map((line) => clean(line, style)), ...end];
  }
  const shared = sharedText(now);
  return [
    ...told,
    ...(shared === '' ? [] : [`Shared: ${shared}.`]),
    ...lanes.flatMap((lane) => {
      const code = codeText(lane, scene);
      const at = code === undefined ? '' : ` At ${code}`;
      if (lane.steps.length === 0) return [`${lane.name} ${lane.why ?? ''}.${at}`];
      return lane.steps.map(({ key, text }) => `${key}: ${lane.name} ${text}.${at}`);
    }),
    ...pairs.map(({ key, text }) => `${key}: ${text}.`),
  ].map((line) => clean(line, style));
};

/** Rows that were not there before. */
const newRows = (before: DriveState | undefined, { timeline, taken }: DriveState): readonly string[] => {
  if (before !== undefined && before.taken >= taken) return [];
  return timeline.rows.slice(before?.timeline.rows.length ?? 0).map(({ lane, text, location, note }) => {
    const place = location ? ` (${location.file}:${location.line})` : '';
    return `${timeline.lanes[lane] ?? ''}: ${text}${place}${note === undefined ? '' : `, ${note}`}`;
  });
};

export const helpLines = (style: Style): readonly string[] =>
  [...keyTable.map(([key, does]) => `${key}: ${does}`), ...helpTexts].map((line) => clean(line, style));

const clean = (text: string, { ascii }: Style): string => {
  const safe = printable(text).replaceAll('\n', ' ');
  return ascii ? toAscii(safe) : safe;
};
