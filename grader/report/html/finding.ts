import type { Finding } from '../../verdict/finding.ts';
import { html, type Html } from './html.ts';
import { runView } from './run.ts';
import { placeOf, sourceViews, type Sources } from './source.ts';

/** A finding without its title: message, run, values, explanation, and how to see it again. */
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
    ${replay !== undefined && html`<p class="replay"><span>${timeline ? 'Replay this order:' : 'Replay:'}</span> <code>npm run grade -- --replay ${replay}</code></p>`}
  </div>`;
};

const fact = (name: string, value: string | undefined): Html | false =>
  value !== undefined &&
  html`<dt>${name}</dt>
    <dd><code>${value}</code></dd>`;

/** The run or, if there is none, the files that the finding mentions. */
const run = (finding: Finding, sources: Sources | undefined): Html | false => {
  const { timeline, location } = finding;
  const notes = location ? [{ location, text: '✗ the finding' }] : [];
  const files = sources ? sourceViews(timeline?.rows ?? [], notes, sources) : [];
  if (timeline) return runView({ timeline, files, prefix: sources?.prefix });
  return files.length > 0 && html`<div class="run">${files}</div>`;
};
