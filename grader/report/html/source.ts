import type { Location } from '../../verdict/location.ts';
import type { Finding } from '../../verdict/finding.ts';
import { html, type Html } from './html.ts';

/** One of the learner's files, as it was judged. */
export type Source = { readonly name: string; readonly text: string };

/** The learner's files as a page shows them. */
export type Sources = {
  readonly files: readonly Source[];
  /** Of the ids of their lines. */
  readonly prefix: string;
  /** Lines lead to the learner's editor. */
  readonly editable?: boolean | undefined;
};

export const placeOf = ({ file, line }: Location): string => `${file}:${line}`;

/** The id of a line's element. */
export const lineId = (prefix: string, { file, line }: Location): string =>
  `${prefix}-${file.replaceAll(/[^\w.-]/g, '_')}-${line}`;

/** Of a finding's files those that it speaks of, each line with the steps that were taken there. */
export const sourcesOf = (finding: Finding, { files: all, prefix, editable = false }: Sources): readonly Html[] => {
  const rows = finding.timeline?.rows ?? [];
  const places = [finding.location, ...rows.map(({ location }) => location)];
  const files = new Set(places.flatMap((place) => place?.file ?? []));
  return all
    .filter(({ name }) => files.has(name))
    .map(({ name, text }) => {
      const steps = new Map<number, number[]>();
      for (const [index, { location }] of rows.entries()) {
        if (location?.file === name) steps.set(location.line, [...(steps.get(location.line) ?? []), index + 1]);
      }
      const found = finding.location?.file === name ? finding.location.line : undefined;
      return fileView({ name, text }, { steps, found, prefix, editable });
    });
};

type Marks = {
  /** Numbers of the steps that were taken at a line. */
  readonly steps: ReadonlyMap<number, readonly number[]>;
  /** The line that the finding names. */
  readonly found: number | undefined;
  readonly prefix: string;
  readonly editable: boolean;
};

const fileView = ({ name, text }: Source, { steps, found, prefix, editable }: Marks): Html =>
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
          >${lineNumber(number, editable, at !== undefined || number === found)}<code>${line}</code>${at && html`<small><span class="unseen">step </span>${at.join(', ')}</small>`}${number === found && html`<small>✗ the finding</small>`}</li>`;
        })}
      </ol>
    </div>
  </figure>`;

/** All of them can be clicked; the keyboard stops only at those that matter, as there may be hundreds. */
const lineNumber = (number: number, editable: boolean, isMarked: boolean): Html => {
  if (!editable) return html`<span class="line-number">${number}</span>`;
  return isMarked
    ? html`<button type="button" class="line-number" aria-label="Open line ${number} in your editor">${number}</button>`
    : html`<span class="line-number clickable">${number}</span>`;
};

const linesOf = (text: string): readonly string[] => text.replace(/\r?\n$/, '').split(/\r?\n/);
