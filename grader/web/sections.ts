import { withoutTitle } from '../course/brief.ts';
import { html, type Html } from '../report/html/html.ts';
import { stateSign, verdictHtml } from '../report/html/verdict.ts';
import { pageNotice } from '../watch/effects/page-view.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { State } from '../watch/model/state.ts';
import { sessionView, type Listed, type SessionView } from '../watch/model/session-view.ts';
import { changeText, savedText, stageText } from '../watch/screens/stage-text.ts';
import { driveNews, driveSection } from './drive-section.ts';
import { markdownHtml } from './markdown.ts';
import { wish } from './wish.ts';

/** The parts of the page that change, by name. */
export const sectionNames = ['head', 'list', 'status', 'drive', 'verdict', 'hints', 'brief'] as const;
export type SectionName = (typeof sectionNames)[number];

/** The session at one moment, as a page shows it. */
export type PageState = {
  readonly title: string;
  readonly sections: Readonly<Record<SectionName, string>>;
  /** The step of the drawing that the terminal is at; null when the terminal shows something else. */
  readonly row: number | null;
};

/** @param root the clone's folder */
export const pageState = (state: State, root: string): PageState => {
  const view = sessionView(state, root);
  return {
    title: `${view.judged ? `${stateSign[view.judged.verdict.state].sign} ` : ''}${view.exercise.title}`,
    sections: {
      head: head(view, state.drive !== undefined).text,
      list: list(view).text,
      status: status(state, view).text,
      drive: state.drive ? driveSection(state.drive, verdictLine(state, view)).text : '',
      // A drive has its own picture, and the source beside it.
      verdict: state.drive ? '' : verdict(view).text,
      hints: hints(view).text,
      brief: brief(view),
    },
    row: view.step && view.step.finding === view.judged?.finding ? view.step.row : null,
  };
};

const head = ({ exercise, course }: SessionView, isDriven: boolean): Html =>
  html`<p class="where">
      <span>Exercise ${exercise.place} of ${course.count} · ${exercise.name}</span>
      <span><progress value="${course.passed}" max="${course.count}" aria-label="Passed exercises"></progress> ${course.passed} of ${course.count} passed</span>
    </p>
    <h1>${exercise.title}</h1>
    <p class="files">Edit ${exercise.files.map((file, index) => html`${index > 0 && ', '}<code>${file}</code>`)} in your editor. Each save is judged.</p>
    <p class="actions">
      ${exercise.place > 1 && wish('← Previous exercise', { kind: 'previous' })}
      ${exercise.passed && wish('Next exercise →', { kind: 'next' })} ${wish('Judge again', { kind: 'again' })}
      ${exercise.drivable && !isDriven && wish('You are the scheduler', { kind: 'drive' })}
    </p>`;

const list = ({ course, exercise }: SessionView): Html => {
  const tracks = [...new Set(course.exercises.map(({ track }) => track))];
  return html`<summary>All exercises</summary>
    <div class="tracks">
      ${tracks.map(
        (track) =>
          html`<section aria-label="${track}">
            <h2>${track}</h2>
            <ol class="exercises">
              ${course.exercises.filter((each) => each.track === track).map((each) => html`<li>${entry(each, each.id === exercise.id)}</li>`)}
            </ol>
          </section>`,
      )}
    </div>`;
};

const entry = ({ id, name, title, passed }: Listed, isCurrent: boolean): Html => {
  const [sign, word] = passed ? ['✓', 'passed'] : ['·', 'pending'];
  const label = html`<span aria-hidden="true">${sign}</span> ${name}<span class="unseen">, ${word},</span> <small>${title}</small>`;
  return wish(label, { kind: 'open', exercise: id }, isCurrent ? html`aria-current="true"` : html``);
};

/** What is under way, without the keys, which are the terminal's. */
const status = (state: State, view: SessionView): Html => {
  const { notices, reset } = view;
  // A reader of this page knows where it is.
  const news = [
    ...notices.filter((notice) => !notice.startsWith(pageNotice)),
    ...(reset ? [reset.what === 'starter' ? 'The starter is back.' : 'Your version is back.'] : []),
  ];
  return html`${state.drive ? driveNews(state.drive) : html`<p class="verdict-line">${verdictLine(state, view)}</p>`}
    ${news.length > 0 && html`<ul class="news">${news.map((notice) => html`<li>${notice}</li>`)}</ul>`}`;
};

const verdictLine = (state: State, { judged }: SessionView): Html => {
  const { run } = state;
  const isChecking = !judged || (run !== undefined && (run.ms > 0 || judged.remembered === 'earlier'));
  return isChecking ? html`${stageText(state)}` : verdictSentence(state, judged.verdict.state);
};

const verdictSentence = ({ judged }: State, word: Verdict['state']): Html => {
  const change = judged ? changeText(judged) : '';
  const { sign, word: said } = stateSign[word];
  return html`<strong class="${colours[word]}"><span aria-hidden="true">${sign}</span> ${said}</strong>
    <span>Verdict for ${judged && savedText(judged.found)}${judged?.remembered && ', judged before'}.${change !== '' && ` Since the version before: ${change}.`}</span>`;
};

const colours = { passed: 'good', failed: 'bad', unchecked: 'part' } as const;

/** A drawing may have two thousand rows, so a verdict's drawings are kept as long as the verdict. */
const drawn = new WeakMap<object, Map<string, Html>>();

const verdict = ({ judged, typeErrors }: SessionView): Html => {
  if (!judged) return html``;
  const { verdict: given, finding, sources, mended, broken } = judged;
  const kept = drawn.get(given) ?? new Map<string, Html>();
  drawn.set(given, kept);
  const key = JSON.stringify([finding, sources]);
  const body = kept.get(key) ?? verdictHtml(given, { sources, prefix: 'run', finding, editable: true });
  kept.set(key, body);
  const findings = given.state === 'failed' ? given.findings : [];
  return html`<h2>Verdict</h2>
    ${
      findings.length > 1 &&
      html`<p class="findings" role="group" aria-label="Findings">
        ${findings.map(({ kind, check }, index) => wish(html`${index + 1}. ${check} <span class="kind">${kind}</span>`, { kind: 'finding', finding: index }, index === finding ? html`aria-current="true"` : html``))}
      </p>`
    }
    ${body}
    ${mended.length > 0 && html`<p>Fixed since the version before: ${mended.join('; ')}.</p>`}
    ${broken.length > 0 && html`<p>Passed in the version before: ${broken.join('; ')}.</p>`}
    ${
      typeErrors.length > 0 &&
      html`<h3>TypeScript errors</h3>
        <p>The verdict does not depend on them.</p>
        <ul>
          ${typeErrors.map((error) => html`<li><code>${error}</code></li>`)}
        </ul>`
    }`;
};

const hints = ({ exercise }: SessionView): Html => {
  const { hints: opened, hintCount } = exercise;
  if (hintCount === 0) return html``;
  return html`<h2>Hints</h2>
    ${opened.map(
      ({ title, text }, index) =>
        html`<details open id="hint-${index + 1}">
          <summary>Hint ${index + 1} of ${hintCount}: ${title}</summary>
          ${markdownHtml(text)}
        </details>`,
    )}
    <p>${opened.length < hintCount ? wish(opened.length === 0 ? `Show a hint (there are ${hintCount})` : 'The next hint', { kind: 'hint' }) : 'These are all the hints.'}</p>`;
};

/** The brief without its title, which the page already shows. */
const brief = ({ exercise }: SessionView): string => {
  if (exercise.brief === null) return '';
  return html`<h2>Brief</h2>
    ${markdownHtml(withoutTitle(exercise.brief))}`.text;
};
