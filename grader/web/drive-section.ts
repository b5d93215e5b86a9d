import { type DriveState, type Possible, type Shown } from '../drive/view/state.ts';
import {
  changedText,
  helpTexts,
  keyTable,
  laneTexts,
  lostText,
  possibleText,
  sharedText,
  tryingText,
  unseenText,
  wellText,
  type LaneText,
} from '../drive/view/words.ts';
import { findingBody } from '../report/html/finding.ts';
import { html, type Html } from '../report/html/html.ts';
import { runView } from '../report/html/run.ts';
import { sourceViews, type Source } from '../report/html/source.ts';
import { wish } from './wish.ts';

/*
 * The learner as the scheduler, on the page: what the terminal's drive shows, and a button for each of its keys.
 */

type Driven = Extract<Shown, { kind: 'driven' }>;

/** What is possible from here; screen readers read it aloud after each step. */
export const driveNews = (shown: Shown): Html => {
  if (shown.kind === 'opening') return html`<p class="verdict-line">${tryingText(shown.orders)}</p>`;
  const { state, answer, trying } = shown;
  const { possible, ending, start } = state;
  const lines = [unseenText(state), lostText(state.lostAt), state.changed ? changedText : undefined, answer];
  const said = ending ? [possibleText(state), endingText(state)].join(' ') : possibleText(state);
  return html`<p class="verdict-line">
      <span class="unseen">${lastStep(state)}</span><strong class="${colourOf(state)}">${said}</strong>
    </p>
    ${!ending && share(possible, start)}
    ${lines.map((line) => line !== undefined && html`<p class="news">${line}</p>`)}
    ${trying !== undefined && html`<p class="news">${tryingText(trying)}</p>`}`;
};

const endingText = (state: DriveState): string => (state.ending?.kind === 'well' ? wellText(state) : 'It went wrong.');

const colourOf = ({ possible }: DriveState): string =>
  possible.wrong === 0 ? 'good' : possible.wrong === possible.orders ? 'bad' : 'part';

const lastStep = ({ taken, timeline }: DriveState): string => {
  const row = timeline.rows.at(-1);
  return taken === 0 || !row ? '' : `Step ${taken}, ${timeline.lanes[row.lane] ?? ''}: ${row.text}. `;
};

/** How many of the orders at the start are left, and the share that goes wrong. */
const share = ({ orders, wrong }: Possible, start: Possible): Html => {
  const part = (count: number): string => `${((100 * count) / Math.max(1, start.orders)).toFixed(1)}%`;
  return html`<div class="share" aria-hidden="true">
    <i class="wrong" style="width: ${part(wrong)}"></i><i class="well" style="width: ${part(orders - wrong)}"></i>
  </div>`;
};

/** @param about what the session says meanwhile: the verdict on the newest save */
export const driveSection = (shown: Shown, about: Html): Html => {
  const heading = html`<h2>You are the scheduler</h2>`;
  const leave = key('q', 'Back to the verdict');
  if (shown.kind === 'opening') return html`${heading}<div class="actions">${leave}</div>`;
  const { state } = shown;
  const back = state.taken > 0 && html`${key('u', 'One step back')} ${key('U', 'Start again')}`;
  const on = !state.ending && html`${key('a', 'Run the rest')} ${key('g', 'To the point of no return')}`;
  return html`${heading}
    <p class="where">
      <span>Scenario <code>${state.scenario}</code>, ${placeText(state)}</span><span>${about}</span>
    </p>
    <div class="actions" role="group" aria-label="The run">
      ${back} ${on} ${state.changed && key('r', 'Start again with the new code')} ${leave}
    </div>
    ${state.ending ? ended(shown) : underWay(shown)} ${scenarios(state)} ${help()}`;
};

/**
 * A button for a key. There is no shortcut for a number of several digits: the first digit would be taken for the
 * whole.
 */
const key = (name: string, label: Html | string): Html =>
  name.length === 1
    ? wish(html`<kbd>${name}</kbd> ${label}`, { kind: 'steer', key: name }, html`aria-keyshortcuts="${name}"`)
    : wish(html`${name} ${label}`, { kind: 'steer', key: name });

const placeText = ({ taken, ending }: DriveState): string =>
  ending ? 'at the end' : taken === 0 ? 'before the first step' : `after step ${taken}`;

const underWay = (shown: Driven): Html => {
  const { state } = shown;
  const { lanes, pairs } = laneTexts(state);
  const shared = sharedText(state);
  return html`<ul class="lanes" aria-label="Who can go on">
      ${lanes.map((lane) => html`<li>${laneCard(lane, shown)}</li>`)}
    </ul>
    ${pairs.length > 0 && html`<p class="actions">${pairs.map(({ key: number, text }) => key(String(number), text))}</p>`}
    ${shared !== '' && html`<p class="shared">Shared: <code>${shared}</code></p>`}
    <div class="finding">${picture(shown)}</div>`;
};

const laneCard = ({ name, steps, why, place, location }: LaneText, { sources }: Driven): Html => {
  const line = location && sources.get(location.file)?.split(/\r?\n/)[location.line - 1]?.trim();
  return html`<h3>${name}</h3>
    ${place !== undefined && html`<p class="stands"><small>at ${place}</small> <code>${line}</code></p>`}
    ${steps.map(({ key: number, text, place: elsewhere }) =>
      key(String(number), html`${text}${elsewhere !== undefined && html` <small>${elsewhere}</small>`}`),
    )}
    ${steps.length === 0 && html`<p class="why">${why}</p>`}`;
};

const picture = ({ state, sources }: Driven): Html => {
  const notes = state.lanes.flatMap(({ name, location }) => (location ? [{ location, text: `▸ ${name}` }] : []));
  const { timeline } = state;
  const files = sourceViews(timeline.rows, notes, { files: filesOf(sources), prefix, editable: true, all: true });
  if (timeline.rows.length > 0) return runView({ timeline, files, prefix, isOpen: state.ending === undefined });
  return html`<div class="run two">
    <p class="picture">Nothing has happened yet: press a button, or its key, to let a lane take its next step.</p>
    <div class="files">${files}</div>
  </div>`;
};

const ended = (shown: Driven): Html => {
  const { state, sources } = shown;
  if (state.ending?.kind !== 'wrong') {
    return html`<div class="finding">
      ${picture(shown)}
      <p class="replay">Replay this order: <code>npm run grade -- --replay ${state.ending?.replay}</code></p>
    </div>`;
  }
  const { finding } = state.ending;
  return html`<h3>${finding.check} <span class="kind">${finding.kind}</span></h3>
    ${findingBody(finding, { files: filesOf(sources), prefix, editable: true })}`;
};

/** Prefix of the ids of source lines. */
const prefix = 'drive';

const filesOf = (sources: ReadonlyMap<string, string>): readonly Source[] =>
  [...sources].map(([name, text]) => ({ name, text }));

const scenarios = ({ scenario, scenarios: all }: DriveState): Html | false =>
  all.length > 1 &&
  html`<details id="drive-scenarios">
    <summary>Another scenario</summary>
    <p class="actions">
      ${all.map((name) => wish(html`<code>${name}</code>`, { kind: 'scenario', scenario: name }, name === scenario ? html`aria-current="true"` : html``))}
    </p>
  </details>`;

const help = (): Html =>
  html`<details id="drive-help">
    <summary>Keys, and what is counted</summary>
    <p>The keys work while the focus is in this part of the page.</p>
    <dl class="keys">
      ${keyTable
        .filter(([name]) => !/[↑?]/.test(name))
        .map(
          ([name, does]) =>
            html`<dt><kbd>${name}</kbd></dt>
              <dd>${does}</dd>`,
        )}
    </dl>
    ${helpTexts.map((text) => html`<p>${text}</p>`)}
  </details>`;
