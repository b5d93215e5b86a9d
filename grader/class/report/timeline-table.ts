import type { Timeline } from '../../verdict/timeline.ts';
import { html, type Html } from './html.ts';

/** One run as a table: a column for each lane, time downwards, memory at the right. */
export const timelineTable = ({ lanes, memory, rows }: Timeline): Html =>
  html` <div class="scroll">
    <table class="timeline">
      <thead>
        <tr>
          <th scope="col">step</th>
          ${[...lanes, ...memory].map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ lane, text, location, memory: values, paused, note }, index) =>
            html`<tr>
              <th scope="row">${index + 1}</th>
              ${lanes.map(
                (_, column) =>
                  html`<td>
                    ${column === lane && html`<code>${text}</code>${location && html` <small>${location.file}:${location.line}</small>`}${note !== undefined && html`<br /><em>${note}</em>`}${paused === true && html`<br /><small>then it is paused</small>`}`}
                  </td>`,
              )}${values.map((value) => html`<td class="memory"><code>${value}</code></td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
