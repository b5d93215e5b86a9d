import type { Timeline } from '../../verdict/timeline.ts';
import { drawing } from './drawing.ts';
import { html, type Html } from './html.ts';

export type RunParts = {
  readonly timeline: Timeline;
  /** The learner's files, if they are shown. */
  readonly files: readonly Html[];
  /** Prefix of the ids of the files' lines. */
  readonly prefix?: string | undefined;
  /** The run is not over: its last step is marked, and there is nothing to step through yet. */
  readonly isOpen?: boolean;
};

/** A run's drawing with its buttons, which a script brings to life, and the learner's files beside it. */
export const runView = ({ timeline, files, prefix, isOpen = false }: RunParts): Html => {
  return html`<div class="run ${files.length > 0 && 'two'}" data-run="${isOpen ? 'last' : 'first'}">
    <div class="picture">
      ${!isOpen && controls(timeline.rows.length)}
      <div class="scroll" role="group" aria-label="The order, step by step" tabindex="0">
        ${drawing(timeline, files.length > 0 ? prefix : undefined)}
      </div>
      ${legend(timeline)}
    </div>
    ${files.length > 0 && html`<div class="files">${files}</div>`}
  </div>`;
};

const controls = (count: number): Html =>
  html`<div class="controls" role="group" aria-label="Steps of this order" hidden>
    <button type="button" data-go="first">Start</button>
    <button type="button" data-go="back">← Back</button>
    <button type="button" data-go="on">Next →</button>
    <input type="range" min="1" max="${count}" value="1" aria-label="Step" />
    <output aria-live="polite">1 of ${count}</output>
  </div>`;

/** What the signs in the drawing mean. */
const legend = ({ rows, pending = [] }: Timeline): Html | false => {
  const changes = rows.some(({ lane }, index) => index > 0 && lane !== rows[index - 1]?.lane);
  const signs = [
    ...(changes ? [html`<span><i class="sample change"></i> another lane takes over</span>`] : []),
    ...(pending.length > 0 ? [html`<span><i class="sample wait"></i> waits for the answer</span>`] : []),
    ...(pending.some(({ givenUp }) => givenUp)
      ? [html`<span><i class="sample wait given-up"></i> given up</span>`]
      : []),
  ];
  return signs.length > 0 && html`<p class="legend" aria-hidden="true">${signs}</p>`;
};
