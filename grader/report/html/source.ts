import type { Location } from '../../verdict/location.ts';
import type { Finding } from '../../verdict/finding.ts';
import { html, type Html } from './html.ts';

/** One of the learner's files, as it was judged. */
export type Source = { readonly name: string; readonly text: string };

export const placeOf = ({ file, line }: Location): string => `${file}:${line}`;

/** The id of a line's element. */
export const lineId = (prefix: string, { file, line }: Location): string =>
  `${prefix}-${file.replaceAll(/[^\w.-]/g, '_')}-${line}`;

/** Of a finding's files those that it speaks of, each line with the steps that were taken there. */
export const sourcesOf = (finding: Finding, sources: readonly Source[], prefix: string): readonly Html[] => {
  const rows = finding.timeline?.rows ?? [];
  const places = [finding.location, ...rows.map(({ location }) => location)];
  const files = new Set(places.flatMap((place) => place?.file ?? []));
  return sources
    .filter(({ name }) => files.has(name))
    .map(({ name, text }) => {
      const steps = new Map<number, number[]>();
      for (const [index, { location }] of rows.entries()) {
        if (location?.file === name) steps.set(location.line, [...(steps.get(location.line) ?? []), index + 1]);
      }
      const found = finding.location?.file === name ? finding.location.line : undefined;
      return fileView({ name, text }, { steps, found, prefix });
    });
};

type Marks = {
  /** Numbers of the steps that were taken at a line. */
  readonly steps: ReadonlyMap<number, readonly number[]>;
  /** The line that the finding names. */
  readonly found: number | undefined;
  readonly prefix: string;
};

const fileView = ({ name, text }: Source, { steps, found, prefix }: Marks): Html =>
  html`<figure class="source">
    <figcaption>${name}</figcaption>
    <div class="lines scroll" role="group" aria-label="${name}" tabindex="0">
      <ol>
        ${linesOf(text).map((line, index) => {
          const number = index + 1;
          const at = steps.get(number);
          const place = placeOf({ file: name, line: number });
          return html`<li
            id="${lineId(prefix, { file: name, line: number })}"
            data-place="${place}"
            class="${at || number === found ? 'touched' : ''}"
          ><span class="line-number">${number}</span><code>${line}</code>${at && html`<small><span class="unseen">step </span>${at.join(', ')}</small>`}${number === found && html`<small>✗ the finding</small>`}</li>`;
        })}
      </ol>
    </div>
  </figure>`;

const linesOf = (text: string): readonly string[] => text.replace(/\r?\n$/, '').split(/\r?\n/);
