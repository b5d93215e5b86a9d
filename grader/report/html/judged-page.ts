import type { Verdict } from '../../verdict/verdict.ts';
import { htmlDocument } from './document.ts';
import { html } from './html.ts';
import type { Source } from './source.ts';
import { baseStyles } from './styles.ts';
import { stateSign, verdictHtml } from './verdict.ts';

/** One judged exercise. */
export type JudgedExercise = {
  /** Id of the exercise. */
  readonly exercise: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly sources: readonly Source[];
};

/**
 * The file of `grade --html`. It depends only on what was judged: no times, no paths.
 * @param script steps through the drawings; without it all steps are still there
 */
export const judgedPage = (judged: readonly JudgedExercise[], script: string): string => {
  const only = judged.length === 1 ? judged[0] : undefined;
  const title = only ? `${only.title}: ${stateSign[only.verdict.state].word}` : `Racelings: ${judged.length} exercises`;
  const body = html`<header><h1>${only ? only.title : title}</h1></header>
    <main>
      ${judged.map(({ exercise, title: name, verdict, sources }, index) => {
        const { sign, word } = stateSign[verdict.state];
        return html`<section>
          <h2>
            <span class="${colours[verdict.state]}"><span aria-hidden="true">${sign}</span> ${word}</span>
            ${only ? exercise : html`${name} <small>${exercise}</small>`}
          </h2>
          ${verdictHtml(verdict, { sources, prefix: `e${index + 1}` })}
        </section>`;
      })}
    </main>`;
  return htmlDocument({ title, styles: baseStyles, script, body });
};

const colours = { passed: 'good', failed: 'bad', unchecked: 'part' } as const;
