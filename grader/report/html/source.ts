import type { Location } from '../../verdict/location.ts';
import type { Row } from '../../verdict/timeline.ts';
import { html, type Html } from './html.ts';

/** One of the learner's files, as it was judged. */
export type Source = { readonly name: string; readonly text: string };

/** The learner's files as a page shows them. */
export type Sources = {
  readonly files: readonly Source[];
  /** Prefix of the ids of the files' lines. */
  readonly prefix: string;
  /** Line numbers open the learner's editor. */
  readonly editable?: boolean | undefined;
  /** All files are shown, not only those that are mentioned. */
  readonly all?: boolean;
};

/** A note beside a line. */
export type Note = { readonly location: Location; readonly text: string };

export const placeOf = ({ file, line }: Location): string => `${file}:${line}`;

/** The id of a line's element. */
export const lineId = (prefix: string, { file, line }: Location): string =>
  `${prefix}-${file.replaceAll(/[^\w.-]/g, '_')}-${line}`;

/** The files that steps and notes mention, each line with the steps that were taken there. */
export const sourceViews = (
  rows: readonly Row[],
  notes: readonly Note[],
  { files, prefix, editable = false, all = false }: Sources,
): readonly Html[] => {
  const places = [...notes.map(({ location }) => location), ...rows.map(({ location }) => location)];
  const named = new Set(places.flatMap((place) => place?.file ?? []));
  return files
    .filter(({ name }) => all || named.has(name))
    .map(({ name, text }) => {
      const steps = new Map<number, number[]>();
      for (const [index, { location }] of rows.entries()) {
        if (location?.file === name) steps.set(location.line, [...(steps.get(location.line) ?? []), index + 1]);
      }
      const textOf = (step: number): string => `${step}: ${rows[step - 1]?.text ?? ''}`;
      const own = notes.filter(({ location }) => location.file === name);
      return fileView({ name, text }, { steps, textOf, notes: own, prefix, editable });
    });
};

type Marks = {
  /** Numbers of the steps that were taken at a line. */
  readonly steps: ReadonlyMap<number, readonly number[]>;
  /** What was done in a step, shown when the mouse rests on its number. */
  readonly textOf: (step: number) => string;
  readonly notes: readonly Note[];
  readonly prefix: string;
  readonly editable: boolean;
};

const fileView = ({ name, text }: Source, { steps, textOf, notes, prefix, editable }: Marks): Html =>
  html`<figure class="source">
    <figcaption>${name}</figcaption>
    <div class="lines scroll" role="group" aria-label="${name}" tabindex="0">
      <ol>
        ${linesOf(text).map((line, index) => {
          const number = index + 1;
          const at = steps.get(number);
          const said = notes.filter(({ location }) => location.line === number);
          const isMarked = at !== undefined || said.length > 0;
          const place = placeOf({ file: name, line: number });
          return html`<li
            id="${lineId(prefix, { file: name, line: number })}"
            data-place="${place}"
            class="${isMarked && 'touched'}"
            title="${at?.map(textOf).join('\n')}"
          >${lineNumber(number, editable, isMarked)}<code>${line}</code>${at && html`<small><span class="unseen">step </span>${at.join(', ')}</small>`}${said.map(({ text: note }) => html`<small class="said">${note}</small>`)}</li>`;
        })}
      </ol>
    </div>
  </figure>`;

/** All can be clicked; the keyboard stops only at those that matter, as there may be hundreds. */
const lineNumber = (number: number, editable: boolean, isMarked: boolean): Html => {
  if (!editable) return html`<span class="line-number">${number}</span>`;
  return isMarked
    ? html`<button type="button" class="line-number" aria-label="Open line ${number} in your editor">${number}</button>`
    : html`<span class="line-number clickable">${number}</span>`;
};

const linesOf = (text: string): readonly string[] => text.replace(/\r?\n$/, '').split(/\r?\n/);
