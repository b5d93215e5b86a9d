import type { Finding } from '../verdict/finding.ts';
import type { Timeline } from '../verdict/timeline.ts';
import { counted } from '../verdict/counted.ts';
import { reachLines } from '../verdict/reach-lines.ts';
import type { Output, Verdict } from '../verdict/verdict.ts';
import type { Style } from './style.ts';
import { fitted } from './fitting.ts';
import { cutLine, displayWidth, padEnd, printable, toAscii, wrap } from './text.ts';
import { legendOf, timelineParts } from './timeline.ts';

/** What was judged. */
export type Subject = {
  /** As on the command line: `lost-update`. */
  readonly name: string;
  /** Where the learner's files are, as a path that their terminal can open; ends without `/`. */
  readonly folder: string;
};

/** How much of the learner's own output is shown; more would hide the verdict. */
const maxOutputLines = 12;
/** Rows of a picture; more would hide what it shows. */
const maxRows = 15;
/** Lines of a value. */
const maxValueLines = 6;

export type Choice = {
  /** Index of the finding that is shown in full; the others show their titles. */
  readonly finding?: number;
  /** How to see the others; that depends on where the verdict is shown. */
  readonly others?: string;
  /** Titles of checks that failed in the version before, and pass now. */
  readonly mended?: readonly string[];
  /** Titles of checks that passed in the version before, and fail now. */
  readonly broken?: readonly string[];
  /** Whether a command may exceed a line: the terminal breaks such a line, but it is copied as one. */
  readonly longCommands?: boolean;
};

export type Rendered = {
  readonly lines: readonly string[];
  /** Index of the line that the eye should meet first: the point of no return. */
  readonly turn: number | undefined;
};

/** The verdict as lines of at most `style.width` columns. */
export const renderVerdict = (
  verdict: Verdict,
  subject: Subject,
  style: Style,
  choice: Choice = {},
): readonly string[] => verdictParts(verdict, subject, style, choice).lines;

/** Like `renderVerdict`, with the line to look at first. */
export const verdictParts = (verdict: Verdict, subject: Subject, style: Style, choice: Choice = {}): Rendered => {
  const report = new Report(subject, style);
  const lines = report.verdict(verdict, choice);
  return { lines, turn: report.turn };
};

/** The grounds of a pass: the figures of real runs, or the orders that were tried and what they prove. */
export const groundsOf = ({ figures, reach }: Extract<Verdict, { state: 'passed' }>): readonly string[] => {
  if (figures.length > 0 || reach.schedules === 0) return figures;
  return reachLines(reach);
};

/** What is said of printed characters that were lost. */
export const notKeptText = (lost: number): string =>
  `${counted(lost, 'character')} that ${lost === 1 ? 'was' : 'were'} not kept`;

/** A finding in a word or two. */
const kindText = ({ kind, check }: Finding, broken: readonly string[]): string =>
  broken.includes(check) ? `${kind}, new` : kind;

type Failed = Extract<Verdict, { state: 'failed' }>;

class Report {
  readonly #subject: Subject;
  readonly #style: Style;
  turn: number | undefined;

  constructor(subject: Subject, style: Style) {
    this.#subject = subject;
    this.#style = style;
  }

  verdict(verdict: Verdict, choice: Choice): readonly string[] {
    const { colors } = this.#style;
    if (verdict.state === 'unchecked') {
      return [
        ...this.#headline('?', `${this.#subject.name} could not be checked`, 'unchecked', colors.yellow),
        '',
        ...this.#paragraph('The fault is in the grader or the machine, not in your code.'),
        ...this.#paragraph(verdict.reason),
        ...this.#paragraph(verdict.help),
      ];
    }
    if (verdict.state === 'failed') {
      const shown = verdict.findings[choice.finding ?? 0] ?? verdict.findings[0];
      return [
        ...this.#finding(shown, choice),
        ...this.#checks(verdict, shown, choice),
        ...this.#output(verdict.output),
      ];
    }
    return [
      ...this.#headline('✓', this.#subject.name, 'passed', colors.green),
      ...groundsOf(verdict).flatMap((ground) => this.#paragraph(ground)),
      ...this.#output(verdict.output),
    ];
  }

  #finding(finding: Finding, { longCommands = false, broken = [] }: Choice): readonly string[] {
    const { colors } = this.#style;
    const { location, timeline } = finding;
    const opening = [
      ...this.#headline('✗', finding.check, kindText(finding, broken), colors.red),
      '',
      ...this.#paragraph(finding.message),
      ...(location ? this.#paragraph(`${this.#subject.folder}/${location.file}:${location.line}`, colors.cyan) : []),
    ];
    const picture = timeline ? ['', ...this.#picture(timeline, opening.length + 1), ''] : [];
    return [
      ...opening,
      ...picture,
      ...this.#fact('expected', finding.expected),
      ...this.#fact('got', finding.got),
      ...this.#paragraph(finding.why),
      ...(finding.evidence ?? []).flatMap((line) => this.#paragraph(line)),
      ...this.#replay(finding.replay, longCommands),
    ];
  }

  #picture(timeline: Timeline, above: number): readonly string[] {
    const { header, rows, turn } = timelineParts(timeline, this.#style, fitted(timeline, maxRows));
    if (turn !== undefined) this.turn = above + header.length + rows.slice(0, turn).flat().length;
    const legend = legendOf(timeline, this.#style);
    const signs = legend === '' ? [] : this.#paragraph(legend, this.#style.colors.dim);
    return [...header, ...rows.flat(), ...signs];
  }

  /** One line each: checks that failed besides the one shown, and those that passed. */
  #checks(
    { checks, findings }: Failed,
    shown: Finding,
    { others, mended = [], broken = [] }: Choice,
  ): readonly string[] {
    const { colors } = this.#style;
    // Without a list of the checks (nothing was run, or one order again), the findings are all there is.
    const rest = findings.filter((finding) => finding !== shown);
    const failed = (title: string, word: string): readonly string[] => this.#row('✗', title, word, colors.red);
    const passed = (title: string): readonly string[] =>
      this.#row('✓', title, mended.includes(title) ? 'fixed' : '', colors.green);
    const rows =
      checks.length === 0
        ? rest.flatMap((finding) => failed(finding.check, kindText(finding, broken)))
        : checks.flatMap((check) => {
            if (check.passed) return passed(check.title);
            if (check.tried === false) return this.#row('–', check.title, 'not tried', colors.dim);
            const found = rest.filter((finding) => finding.check === check.title);
            if (found.length > 0) return found.flatMap((finding) => failed(check.title, kindText(finding, broken)));
            // If several findings are told, which of them this check shares would be a guess.
            return check.title === shown.check
              ? []
              : failed(check.title, rest.length > 0 ? 'like another' : 'the same');
          });
    if (rows.length === 0) return [];
    return ['', ...(rest.length > 0 && others !== undefined ? this.#paragraph(others, colors.dim) : []), ...rows];
  }

  /** One line, cut where it is too long: the row only points at something. */
  #row(mark: string, title: string, word: string, color: (text: string) => string): readonly string[] {
    const { width } = this.#style;
    const sign = this.#clean(`${mark} `);
    const room = width - sign.length - (word === '' ? 0 : displayWidth(word) + 2);
    const text = cutLine(this.#clean(title), room, this.#clean('…'));
    return [color(sign) + (word === '' ? text : padEnd(text, room + 2) + color(word))];
  }

  /** On a line of its own, so that it can be copied. */
  #replay(token: string | undefined, longCommands: boolean): readonly string[] {
    if (token === undefined) return [];
    const { colors, width } = this.#style;
    const command = `npm run grade -- --replay ${token}`;
    if (longCommands || displayWidth(command) + 2 <= width) return [colors.dim(`  ${command}`)];
    return wrap(command, width).map((line) => colors.dim(line));
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
    const all = wrap(this.#clean(value), this.#style.width - label.length);
    const more = all.length - maxValueLines;
    const lines = more > 1 ? [...all.slice(0, maxValueLines), this.#clean(`… and ${more} more lines`)] : all;
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
    const rest = [...(hidden > 0 ? [counted(hidden, 'more line')] : []), ...(lost > 0 ? [notKeptText(lost)] : [])];
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
