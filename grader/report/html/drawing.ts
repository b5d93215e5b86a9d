import type { Row, Timeline } from '../../verdict/timeline.ts';
import { noReturnText } from '../no-return-text.ts';
import { html, type Html } from './html.ts';
import { lineId, placeOf } from './source.ts';
import { waitsOf, type Wait } from './waits.ts';

/*
 * One run as a drawing: one lane per task or thread, time downwards, memory at the right. It is a grid, so text may
 * wrap and lines still meet their ends, and a list, so it is read aloud step by step. Each step takes four rows of the
 * grid: the point of no return, the change of lanes, the step, and what it does to other lanes.
 */

const rowsBefore = 1;
const rowsPerStep = 4;
const gridRow = (step: number, part: 'turn' | 'change' | 'step' | 'below'): number =>
  rowsBefore + 1 + step * rowsPerStep + ['turn', 'change', 'step', 'below'].indexOf(part);

/** With more lanes than this there is no room for a column each: names are then beside the steps. */
const mostColumns = 4;

/**
 * @param sources prefix of the ids of the source lines that steps lead to; absent: the source is not on the page
 */
export const drawing = (timeline: Timeline, sources?: string): Html => {
  const { lanes, memory, rows } = timeline;
  const waits = waitsOf(timeline);
  const size = lanes.length > mostColumns ? 'many' : lanes.length > 2 ? 'some' : 'few';
  const isOneFile = new Set(rows.flatMap(({ location }) => location?.file ?? [])).size === 1;
  const end = gridRow(rows.length, 'turn');
  return html`<div class="drawing ${size}" style="--lanes: ${lanes.length}; --memory: ${memory.length}">
    ${lanes.map((name, lane) => html`<div class="name" aria-hidden="true" style="--lane: ${lane}">${name}</div>`)}
    ${memory.map((name, column) => html`<div class="name memory" aria-hidden="true" style="--lane: ${lanes.length + column}">${name}</div>`)}
    ${lanes.map((_, lane) => html`<i class="life" style="--lane: ${lane}; grid-row: 2 / ${end}"></i>`)}
    ${waits.map((wait) => waitLine(wait, rows.length))}
    <ol>
      ${rows.map(
        (row, index) =>
          html`<li data-step="${index}" data-place="${row.location && placeOf(row.location)}" title="${valuesText(timeline, index)}">
            ${timeline.noReturn?.row === index && html`<p class="turn" style="grid-row: ${gridRow(index, 'turn')}"><span>${noReturnText(timeline.noReturn)}</span></p>`}${change(rows, index)}
            <i class="band" style="grid-row: ${gridRow(index, 'change')} / span ${rowsPerStep - 1}"></i>
            <span class="number" style="grid-row: ${gridRow(index, 'step')}">${index + 1}</span>
            <i class="dot" style="--lane: ${row.lane}; grid-row: ${gridRow(index, 'step')}"></i>
            ${stepText(row, lanes[row.lane] ?? '', { index, waits, isOneFile, sources })}
            ${memoryCells(timeline, index)}${arrowsFrom(waits, index)}
          </li>`,
      )}
    </ol>
  </div>`;
};

type Around = {
  readonly index: number;
  readonly waits: readonly Wait[];
  readonly isOneFile: boolean;
  readonly sources: string | undefined;
};

const stepText = (
  { lane, text, location, paused, note }: Row,
  name: string,
  { index, waits, isOneFile, sources }: Around,
): Html => {
  const begun = waits.filter(({ from }) => from === index);
  const track = waits.find(({ from, to, lane: of }) => of === lane && (to === index || from === index))?.track;
  const beside = waits.filter(({ lane: of, from, to = Infinity }) => of === lane && from < index && index < to);
  const indent = Math.max(track ?? 0, ...beside.map((wait) => wait.track + 1));
  const place = location && (isOneFile ? `:${location.line}` : placeOf(location));
  return html`<div class="step" style="--lane: ${lane}; --track: ${indent}; grid-row: ${gridRow(index, 'step')}">
    <b class="who">${name}: </b>${answerSign.test(text) && html`<span class="sign" title="the answer">◂</span>`}
    <code>${text.replace(answerSign, '')}</code>${
      location &&
      (sources === undefined
        ? html` <small>${place}</small>`
        : html` <a class="place" href="#${lineId(sources, location)}"><span class="unseen">at </span>${place}</a>`)
    }${note !== undefined && html`<em class="note">${note}</em>`}${paused === true && begun.length === 0 && html`<small class="paused">could go on, but is paused</small>`}${begun.map((wait) => html`<span class="unseen">; ${waitText(wait)}</span>`)}
  </div>`;
};

/** What the terminal's picture writes before an answer; here it is drawn. */
const answerSign = /^◀┄ /;

/** What the line says, for those who do not see it. */
const waitText = ({ to, end }: Wait): string =>
  to === undefined
    ? 'still pending when the run ends'
    : `${end === 'given up' ? 'given up' : 'the answer comes'} in step ${to + 1}`;

/** Shared values after the step, shown when the mouse rests on it. */
const valuesText = ({ memory, rows }: Timeline, index: number): string =>
  memory.map((name, column) => `${name}: ${rows[index]?.memory[column] ?? ''}`).join('\n');

const memoryCells = ({ lanes, memory, rows }: Timeline, index: number): Html | false => {
  if (memory.length === 0) return false;
  const before = rows[index - 1]?.memory;
  return html`<div class="values" style="--below: ${gridRow(index, 'below')}">
    ${memory.map((name, column) => {
      const value = rows[index]?.memory[column] ?? '';
      const isNew = before !== undefined && before[column] !== value;
      return html`<span class="value" style="--lane: ${lanes.length + column}; grid-row: ${gridRow(index, 'step')}"
        ><span class="what">${name} </span>${isNew ? html`<strong><code>${value}</code></strong>` : html`<code>${value}</code>`}</span
      >`;
    })}
  </div>`;
};

/** From the lane that took the step before to the one that takes this. */
const change = (rows: Timeline['rows'], index: number): Html | false => {
  const [from, to] = [rows[index - 1]?.lane, rows[index]?.lane];
  if (from === undefined || to === undefined || from === to) return false;
  return elbow('change', from, to, gridRow(index, 'change'));
};

/** To the lanes whose wait this step ended. */
const arrowsFrom = (waits: readonly Wait[], index: number): readonly Html[] =>
  waits.flatMap(({ lane, to, by }) =>
    to === index && by !== undefined ? [elbow('ends', by, lane, gridRow(index, 'below'))] : [],
  );

const elbow = (kind: 'change' | 'ends', from: number, to: number, row: number): Html =>
  html`<i
    class="elbow ${kind} ${from < to ? 'right' : 'left'}"
    style="grid-area: ${row} / ${Math.min(from, to) + 2} / auto / ${Math.max(from, to) + 2}"
  ></i>`;

const waitLine = ({ lane, track, from, to, end }: Wait, steps: number): Html =>
  html`<i
    class="wait ${end.replace(' ', '-')}"
    style="--lane: ${lane}; --track: ${track}; grid-row: ${gridRow(from, 'step')} / ${gridRow(to ?? steps, to === undefined ? 'turn' : 'step')}"
  ></i>`;
