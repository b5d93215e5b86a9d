import type { Finding } from '../../verdict/finding.ts';
import { drawing } from './drawing.ts';
import { html, type Html } from './html.ts';
import { placeOf, sourcesOf, type Sources } from './source.ts';

/** What is found, all but its title: message, run, values, explanation, and how to see it again. */
export const findingBody = (finding: Finding, sources?: Sources): Html => {
  const { message, why, location, expected, got, evidence = [], timeline, replay } = finding;
  return html`<div class="finding">
    <p class="message">${message}${location && html` <small class="at">${placeOf(location)}</small>`}</p>
    ${run(finding, sources)}
    ${
      (expected !== undefined || got !== undefined) &&
      html`<dl>
        ${fact('expected', expected)}${fact('got', got)}
      </dl>`
    }
    ${why !== undefined && html`<p>${why}</p>`}${evidence.map((line) => html`<p><small>${line}</small></p>`)}
    ${replay !== undefined && html`<p class="replay"><span>${timeline ? 'This order again:' : 'Again:'}</span> <code>npm run grade -- --replay ${replay}</code></p>`}
  </div>`;
};

const fact = (name: string, value: string | undefined): Html | false =>
  value !== undefined &&
  html`<dt>${name}</dt>
    <dd><code>${value}</code></dd>`;

/** The drawing with its buttons, which a script brings to life, and the learner's files beside it. */
const run = (finding: Finding, sources: Sources | undefined): Html | false => {
  const files = sources ? sourcesOf(finding, sources) : [];
  const { timeline } = finding;
  if (!timeline) return files.length > 0 && html`<div class="run">${files}</div>`;
  const count = timeline.rows.length;
  return html`<div class="run ${files.length > 0 && 'two'}" data-run>
    <div class="picture">
      <div class="controls" role="group" aria-label="Steps of this order" hidden>
        <button type="button" data-go="first">Start</button>
        <button type="button" data-go="back">← Back</button>
        <button type="button" data-go="on">Next →</button>
        <input type="range" min="1" max="${count}" value="1" aria-label="Step" />
        <output aria-live="polite">1 of ${count}</output>
      </div>
      <div class="scroll" role="group" aria-label="The order, step by step" tabindex="0">
        ${drawing(timeline, files.length > 0 ? sources?.prefix : undefined)}
      </div>
      ${legend(timeline)}
    </div>
    ${files.length > 0 && html`<div class="files">${files}</div>`}
  </div>`;
};

/** What the signs mean, those that are in the drawing. */
const legend = ({ rows, pending = [] }: NonNullable<Finding['timeline']>): Html | false => {
  const changes = rows.some(({ lane }, index) => index > 0 && lane !== rows[index - 1]?.lane);
  const signs = [
    ...(changes ? [html`<span><i class="sample change"></i> another lane goes on</span>`] : []),
    ...(pending.length > 0 ? [html`<span><i class="sample wait"></i> waits for the answer</span>`] : []),
    ...(pending.some(({ givenUp }) => givenUp)
      ? [html`<span><i class="sample wait given-up"></i> it is given up</span>`]
      : []),
  ];
  return signs.length > 0 && html`<p class="legend" aria-hidden="true">${signs}</p>`;
};
