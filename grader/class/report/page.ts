import { createHash } from 'node:crypto';
import { isPassed, type ExerciseMark, type LearnerMarks } from '../grade/class-marks.ts';
import { frequentFindings, type Frequent } from './frequent.ts';
import { withoutFinding, type GradeRecord } from '../grade/record.ts';
import { htmlDocument } from '../../report/html/document.ts';
import { findingBody } from '../../report/html/finding.ts';
import { html, type Html } from '../../report/html/html.ts';
import { baseStyles } from '../../report/html/styles.ts';
import { script } from './script.ts';
import { styles } from './styles.ts';

export type PageOptions = {
  readonly title: string;
  /** Learners are shown as numbers, in a different order. */
  readonly anonymous: boolean;
};

/** What a learner is called on the page. */
type Names = (id: string) => { readonly name: string; readonly anchor: string };

/** One file that needs no network and runs no script but its own. */
export const reportPage = (given: readonly LearnerMarks[], { title, anonymous }: PageOptions): string => {
  const marks = anonymous ? given.toSorted((a, b) => (digest(a.learner.id) < digest(b.learner.id) ? -1 : 1)) : given;
  const numbers = new Map(marks.map(({ learner }, index) => [learner.id, index + 1]));
  const names: Names = (id) => {
    const number = numbers.get(id) ?? 0;
    const found = marks.find(({ learner }) => learner.id === id)?.learner;
    return { name: anonymous || !found ? `Learner ${number}` : found.name, anchor: `learner-${number}` };
  };
  const standing: Standing = (mark) => standingOf(mark, anonymous);
  const body = html`<header>
      <h1>${title}</h1>
      <p>${marks.length} learners, ${marks[0]?.exercises.length ?? 0} exercises.</p>
      <nav aria-label="Parts of this page">
        <a href="#matrix">Marks</a> <a href="#frequent">Most frequent findings</a>
        <a href="#learners">Learner by learner</a>
      </nav>
    </header>
    <main>
      <section id="matrix" aria-labelledby="matrix-title">
        <h2 id="matrix-title">Marks</h2>
        <p class="tools">
          <label>Show learners whose name contains <input type="search" id="filter" autocomplete="off" /></label>
          <output id="shown" aria-live="polite"></output>
        </p>
        ${matrix(marks, names, standing)}
      </section>
      <section id="frequent" aria-labelledby="frequent-title">
        <h2 id="frequent-title">Most frequent findings</h2>
        ${frequent(frequentFindings(marks), names)}
      </section>
      <section id="learners" aria-labelledby="learners-title">
        <h2 id="learners-title">Learner by learner</h2>
        ${marks.map((mark) => learnerPart(mark, names, standing))}
      </section>
    </main>`;
  return htmlDocument({ title, styles: baseStyles + styles, script, body });
};

const digest = (id: string): string => createHash('sha256').update(id).digest('hex');

/** A sign, and the same as a word: colour is never the only signal. */
type Standing = (mark: ExerciseMark) => { readonly sign: string; readonly word: string };

const standingOf = (mark: ExerciseMark, anonymous: boolean): ReturnType<Standing> => {
  const { points, blocked, record } = mark;
  // The reason names the place, which would give away the learner.
  if (anonymous && record?.verdict === 'unreadable') return { sign: '?', word: 'cannot be read' };
  if (points === undefined) return { sign: '?', word: blocked ?? 'no mark' };
  // Work that did not count, whatever its files are like.
  if (blocked !== undefined) return { sign: '✗', word: blocked };
  if (record?.verdict === 'missing') return { sign: '–', word: 'nothing handed in' };
  return isPassed(mark)
    ? { sign: '✓', word: 'passed' }
    : { sign: points > 0 ? '◐' : '✗', word: points > 0 ? 'partly passed' : 'failed' };
};

/** `mutex`, or `shared-memory mutex` if another track has a `mutex`, too. */
const shortName = (id: string, exercises: readonly string[]): string => {
  const parts = (each: string): readonly string[] => each.split('/').map((part) => part.replace(/^\d+-/, ''));
  const slug = parts(id).at(-1);
  const isOnly = exercises.filter((each) => parts(each).at(-1) === slug).length === 1;
  return isOnly ? (slug ?? id) : parts(id).join(' ');
};

const matrix = (marks: readonly LearnerMarks[], names: Names, standing: Standing): Html => {
  const exercises = marks[0]?.exercises.map(({ exercise }) => exercise) ?? [];
  const heading = (text: string, column: number): Html =>
    html`<th scope="col" aria-sort="none"><button type="button" data-column="${column}">${text}</button></th>`;
  const cell = (mark: ExerciseMark, anchor: string): Html => {
    const { sign, word } = standing(mark);
    return html`<td data-value="${mark.points ?? -1}" class="s-${word.replaceAll(/\W.*/g, '')}">
      <a href="#${anchor}" title="${mark.exercise}: ${word}"
        ><span aria-hidden="true">${sign}</span> ${mark.points ?? ''}<span class="unseen"> ${word}</span></a
      >
    </td>`;
  };
  const row = (mark: LearnerMarks): Html => {
    const { name, anchor } = names(mark.learner.id);
    return html`<tr data-name="${name}">
      <th scope="row" data-value="${name}">
        <a href="#${anchor}">${name}</a>${mark.learner.late && html` <small>late</small>`}
      </th>
      <td data-value="${mark.total ?? -1}"><strong>${mark.total ?? '?'}</strong></td>
      ${mark.exercises.map((each) => cell(each, anchor))}
    </tr>`;
  };
  return html`<div class="scroll" role="group" aria-labelledby="matrix-title" tabindex="0">
      <table id="marks">
        <thead>
          <tr>
            ${heading('Learner', 0)}${heading('Total', 1)}${exercises.map((id, index) => heading(shortName(id, exercises), index + 2))}
          </tr>
        </thead>
        <tbody>
          ${marks.map(row)}
        </tbody>
      </table>
    </div>
    <p class="legend">✓ passed · ◐ partly · ✗ failed · – nothing handed in · ? could not be checked: no mark</p>`;
};

/** Readers of the page do not have the learner's files, so their order can't be run again here. */
const told = ({ replay: _replay, ...finding }: Frequent['example']): Html => findingBody(finding);

const frequent = (findings: readonly Frequent[], names: Names): Html => {
  if (findings.length === 0) return html`<p>There are none.</p>`;
  return html`${findings.map(
    ({ exercise, check, kind, learners, example }) =>
      html`<details>
        <summary><strong>${learners.length} ×</strong> <span class="kind">${kind}</span> ${exercise}: ${check}</summary>
        <p>${learners.map((id, index) => html`${index > 0 && ', '}<a href="#${names(id).anchor}">${names(id).name}</a>`)}</p>
        <p>For example:</p>
        ${told(example)}
      </details>`,
  )}`;
};

const checkItem = (check: GradeRecord['checks'][number]): Html => {
  const { title, passed, tried, finding } = check;
  if (passed) return html`<li>✓ ${title}</li>`;
  if (!finding) return html`<li>${tried === false ? '–' : '✗'} ${title}: ${withoutFinding(check)}</li>`;
  return html`<li>✗ ${title} <span class="kind">${finding.kind}</span>${told(finding)}</li>`;
};

const learnerPart = ({ learner, exercises, total }: LearnerMarks, names: Names, standing: Standing): Html => {
  const { name, anchor } = names(learner.id);
  return html`<article id="${anchor}" data-name="${name}">
    <h3>${name} <small>${total ?? '?'} points${learner.late && ', late'}</small></h3>
    ${exercises.map((mark) => {
      const { sign, word } = standing(mark);
      const { exercise, points, max, record } = mark;
      return html`<details>
        <summary>
          <span aria-hidden="true">${sign}</span> ${exercise} <small>${points ?? '?'} of ${max}, ${word}</small>
        </summary>
        <ul class="checks">
          ${(record?.checks ?? []).map(checkItem)}
        </ul>
      </details>`;
    })}
    <p><a href="#matrix">back to the marks</a></p>
  </article>`;
};
