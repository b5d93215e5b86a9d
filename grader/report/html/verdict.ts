import type { CheckMark, Output, Verdict } from '../../verdict/verdict.ts';
import { groundsOf, notKeptText } from '../verdict.ts';
import { findingBody } from './finding.ts';
import { html, type Html } from './html.ts';
import type { Source } from './source.ts';

export type VerdictParts = {
  readonly sources: readonly Source[];
  /** Prefix of all ids; no two verdicts on one page may share it. */
  readonly prefix: string;
  /** Index of the one finding that is shown; absent: all are. */
  readonly finding?: number;
  /** Line numbers of the source open the learner's editor. */
  readonly editable?: boolean;
};

/** A verdict as a part of a page, under a heading of the second rank. */
export const verdictHtml = (verdict: Verdict, { sources, prefix, finding, editable }: VerdictParts): Html => {
  if (verdict.state === 'unchecked') {
    return html`<p>The fault is in the grader or the machine, not in your code.</p>
      <p>${verdict.reason}</p>
      <p>${verdict.help}</p>`;
  }
  if (verdict.state === 'passed') {
    return html`${groundsOf(verdict).map((line) => html`<p>${line}</p>`)}${output(verdict.output)}`;
  }
  const { findings, checks } = verdict;
  return html`${findings.map(
    (each, index) =>
      (finding === undefined || index === finding) &&
      html`<section class="found">
        <h3>${each.check} <span class="kind">${each.kind}</span></h3>
        ${findingBody(each, { files: sources, prefix: `${prefix}-${index + 1}`, editable })}
      </section>`,
  )}${
    checks.length > 1 &&
    html`<h3>All checks</h3>
      <ul class="checks">
        ${checks.map((check) => {
          const { className, sign, word } = markSign(check);
          return html`<li class="${className}"><span aria-hidden="true">${sign}</span><span class="unseen">${word}:</span> ${check.title}</li>`;
        })}
      </ul>`
  }${output(verdict.output)}`;
};

const markSign = ({ passed, tried }: CheckMark): { className: string; sign: string; word: string } => {
  if (passed) return { className: 'good', sign: '✓', word: 'passed' };
  return tried === false
    ? { className: 'part', sign: '–', word: 'not tried' }
    : { className: 'bad', sign: '✗', word: 'failed' };
};

/** A sign and a word: colour is never the only signal. */
export const stateSign: Readonly<Record<Verdict['state'], { readonly sign: string; readonly word: string }>> = {
  passed: { sign: '✓', word: 'passed' },
  failed: { sign: '✗', word: 'not passed' },
  unchecked: { sign: '?', word: 'could not be checked' },
};

const output = ({ text, lost }: Output): Html | false =>
  (text.trim() !== '' || lost > 0) &&
  html`<details>
    <summary>What your code printed</summary>
    <pre class="scroll" tabindex="0">${text.trimEnd()}</pre>
    ${lost > 0 && html`<p><small>and ${notKeptText(lost)}</small></p>`}
  </details>`;
