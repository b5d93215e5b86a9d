import type { Finding } from '../verdict/finding.ts';
import type { Output, Reach, Verdict } from '../verdict/verdict.ts';
import type { Style } from './style.ts';
import { displayWidth, printable, toAscii, wrap } from './text.ts';
import { renderTimeline } from './timeline.ts';

/** What was judged. */
export type Subject = {
  /** As on the command line: `lost-update`. */
  readonly name: string;
  /** Where the learner's files are, as a path that their terminal can open; ends without `/`. */
  readonly folder: string;
};

/** How much of the learner's own output is shown; more would hide the verdict. */
const maxOutputLines = 12;

/** The verdict as lines of at most `style.width` columns. */
export const renderVerdict = (verdict: Verdict, subject: Subject, style: Style): readonly string[] =>
  new Report(subject, style).verdict(verdict);

/** "all 36 orders", or how far the search came. */
export const reachText = ({ schedules, complete }: Reach): string => {
  const count = schedules.toLocaleString('en-US');
  if (!complete) return `${count} ${schedules === 1 ? 'schedule' : 'schedules'}, not all`;
  return schedules === 1 ? 'the only order' : `all ${count} orders`;
};

/** What it means that a search came to no end. */
const notAProof =
  'None of those that were tried fails. But your code has more orders than can be tried in a run, so this is no proof.';

class Report {
  readonly #subject: Subject;
  readonly #style: Style;

  constructor(subject: Subject, style: Style) {
    this.#subject = subject;
    this.#style = style;
  }

  verdict(verdict: Verdict): readonly string[] {
    const { colors } = this.#style;
    if (verdict.state === 'unchecked') {
      return [
        ...this.#headline('?', `${this.#subject.name} could not be checked`, 'unchecked', colors.yellow),
        '',
        ...this.#paragraph('This is a fault of the grader or of the machine, not of your code.'),
        ...this.#paragraph(verdict.reason),
        ...this.#paragraph(verdict.help),
      ];
    }
    if (verdict.state === 'failed') {
      const findings = verdict.findings.map((finding) => this.#finding(finding));
      return [...findings.flatMap((lines) => [...lines, '']).slice(0, -1), ...this.#output(verdict.output)];
    }
    const figures =
      verdict.figures.length === 0 && verdict.reach.schedules > 0 ? [reachText(verdict.reach)] : verdict.figures;
    return [
      ...this.#headline('✓', this.#subject.name, 'passed', colors.green),
      ...figures.flatMap((figure) => this.#paragraph(figure)),
      ...(verdict.reach.complete || verdict.reach.schedules === 0 ? [] : this.#paragraph(notAProof)),
      ...this.#output(verdict.output),
    ];
  }

  #finding(finding: Finding): readonly string[] {
    const { colors } = this.#style;
    const { location, timeline } = finding;
    const details = [
      ...this.#fact('expected', finding.expected),
      ...this.#fact('got', finding.got),
      ...this.#paragraph(finding.why),
      ...(finding.evidence ?? []).flatMap((line) => this.#paragraph(line)),
      ...(finding.replay === undefined
        ? []
        : this.#fact('replay', `npm run grade -- ${this.#subject.name} --replay ${finding.replay}`)),
    ];
    return [
      ...this.#headline('✗', finding.check, finding.kind, colors.red),
      '',
      ...this.#paragraph(finding.message),
      ...(location ? this.#paragraph(`${this.#subject.folder}/${location.file}:${location.line}`, colors.cyan) : []),
      ...(timeline ? ['', ...renderTimeline(timeline, this.#style)] : []),
      ...(timeline && details.length > 0 ? [''] : []),
      ...details,
    ];
  }

  /** Mark and title at the left, the one word that sums it up at the right: colour is never the only signal. */
  #headline(mark: string, title: string, word: string, color: (text: string) => string): readonly string[] {
    const paint = (text: string): string => this.#style.colors.bold(color(text));
    const { width } = this.#style;
    const sign = this.#clean(`${mark} `);
    const lines = wrap(this.#clean(title), width - sign.length).map(
      (line, index) => (index === 0 ? sign : ' '.repeat(sign.length)) + line,
    );
    const last = lines.at(-1) ?? '';
    const gap = width - displayWidth(last) - word.length;
    if (gap >= 2) return [...lines.slice(0, -1).map(paint), paint(last) + ' '.repeat(gap) + color(word)];
    return [...lines.map(paint), ' '.repeat(width - word.length) + color(word)];
  }

  #fact(name: string, value: string | undefined): readonly string[] {
    if (value === undefined) return [];
    const label = `  ${name}`.padEnd(12);
    const lines = wrap(this.#clean(value), this.#style.width - label.length);
    return lines.map((line, index) => (index === 0 ? this.#style.colors.dim(label) : ' '.repeat(label.length)) + line);
  }

  #paragraph(text: string | undefined, color = (line: string): string => line): readonly string[] {
    if (text === undefined) return [];
    return wrap(this.#clean(text), this.#style.width - 2).map((line) => (line === '' ? '' : `  ${color(line)}`));
  }

  #output({ text, lost }: Output): readonly string[] {
    const lines = wrap(this.#clean(text).trimEnd(), this.#style.width - 4);
    if (lines.join('') === '' && lost === 0) return [];
    const { dim } = this.#style.colors;
    const hidden = Math.max(0, lines.length - maxOutputLines);
    const rest = [
      ...(hidden > 0 ? [`${hidden} more ${hidden === 1 ? 'line' : 'lines'}`] : []),
      ...(lost > 0 ? [`${lost.toLocaleString('en-US')} bytes that were not kept`] : []),
    ];
    return [
      '',
      dim('  Your code printed:'),
      ...lines.slice(0, maxOutputLines).map((line) => `    ${line}`),
      ...(rest.length > 0 ? this.#paragraph(`… and ${rest.join(', ')}`, dim) : []),
    ];
  }

  #clean(text: string): string {
    return this.#style.ascii ? toAscii(printable(text)) : printable(text);
  }
}
