import { renderMarkdown } from '../../report/markdown.ts';
import { widestScreen, type Style } from '../../report/style.ts';
import { cutLine, displayWidth, printable, toAscii, wrap } from '../../report/text.ts';
import type { State } from '../model/state.ts';
import { hasPassed } from '../model/steps.ts';

/** How the screen may look; the width comes from the state. */
export type Look = Omit<Style, 'width'> & {
  /** The clone; paths are shown relative to it. */
  readonly root: string;
  readonly links: boolean;
};

export type Frame = {
  /** Exactly one for each row of the terminal, none wider. */
  readonly lines: readonly string[];
  /** First line of the body that is shown. */
  readonly scroll: number;
};

export type Layout = {
  readonly head: readonly string[];
  readonly body: readonly string[];
  readonly foot: readonly string[];
  /** Where the body begins; absent: where the learner scrolled to. */
  readonly from?: number;
  /** Line of the body where the newest hint begins. */
  readonly hint?: number;
  /** Line of the body that the eye should meet first. */
  readonly turn?: number;
  /** Which keys show the hidden lines; empty if no key does just that. */
  readonly scrolledBy?: string;
};

/** A shorter bar says nothing. */
const shortestBar = 4;

/** What all screens are written on: as wide as the terminal, up to a readable width, in the terminal's characters. */
export class Sheet {
  readonly look: Look;
  readonly style: Style;
  readonly #state: State;

  constructor(state: State, look: Look) {
    this.#state = state;
    this.look = look;
    this.style = { ...look, width: Math.max(20, Math.min(widestScreen, state.size.columns)) };
  }

  /** Head and foot stay; the body scrolls between them, and shows where something is hidden. */
  frame({ head, body, foot, from, hint = 0, turn = 0, scrolledBy = ': arrow keys' }: Layout): Frame {
    const { rows } = this.#state.size;
    const room = Math.max(1, rows - head.length - foot.length - 1);
    // The turn stays in sight with two lines below it, and as many above as fit.
    const wanted = { hint, end: Infinity, turn: Math.max(0, turn - room + 3) };
    const { scroll: chosen } = this.#state;
    const first = from ?? (typeof chosen === 'number' ? chosen : wanted[chosen]);
    const scroll = Math.max(0, Math.min(first, body.length - room));
    const shown = body.slice(scroll, scroll + room);
    const blank = Array<string>(room - shown.length).fill('');
    const lines = [...head, ...shown, ...blank, this.#rule(scroll, body.length - room - scroll, scrolledBy), ...foot];
    return { lines: lines.slice(-rows), scroll };
  }

  /** A head, a body and the keys: a page that is only read. The last key, the way back, is always shown. */
  page(title: string, body: readonly string[], keys: string, from?: number): Frame {
    const head = [this.progressBar(), ...this.wrapped(title).map(this.style.colors.bold), ''];
    const names = keys.split(' · ');
    return this.frame({
      head,
      body,
      foot: [this.keys(names.slice(0, -1), names.at(-1) ?? '')],
      ...(from !== undefined && { from }),
    });
  }

  progressBar(): string {
    const { colors, width } = this.style;
    const { course } = this.#state;
    const passed = course.filter((exercise) => hasPassed(this.#state, exercise)).length;
    const label = `  ${passed} of ${course.length} passed`;
    const length = Math.min(30, width - label.length - 'Racelings  '.length);
    if (length < shortestBar) return this.line(label.trimStart());
    const full = Math.round((passed / course.length) * length);
    const bar = colors.green(this.clean('█').repeat(full)) + colors.dim(this.clean('░').repeat(length - full));
    return `${colors.bold('Racelings')}  ${bar}${label}`;
  }

  /** Text from anywhere, made safe to show here. */
  clean(text: string): string {
    return this.style.ascii ? toAscii(printable(text)) : printable(text);
  }

  /** Lines of at most the sheet's width; `indent` columns stay free at the left. */
  wrapped(text: string, indent = 0): readonly string[] {
    return wrap(this.clean(text), this.style.width - indent).map((line) =>
      line === '' ? '' : ' '.repeat(indent) + line,
    );
  }

  /** Markdown, with `indent` columns free at the left. */
  markdown(text: string, indent = 0): readonly string[] {
    const lines = renderMarkdown(text, { ...this.style, width: this.style.width - indent });
    return lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
  }

  /** One line, whatever the text holds; what does not fit is visibly cut. */
  line(text: string, width = this.style.width): string {
    return cutLine(this.clean(text), width, this.clean('…'));
  }

  /** As many of the keys as fit, the important ones first; `last` is always there. */
  keys(names: readonly string[], last: string): string {
    const joined = (some: readonly string[]): string => this.clean([...some, last].join(' · '));
    const fitting = names.findLastIndex(
      (_, index) => displayWidth(joined(names.slice(0, index + 1))) <= this.style.width,
    );
    return this.style.colors.dim(this.line(joined(names.slice(0, fitting + 1))));
  }

  #rule(above: number, below: number, scrolledBy: string): string {
    const { width, colors } = this.style;
    const hidden = [...(above > 0 ? [`↑ ${above}`] : []), ...(below > 0 ? [`↓ ${below}`] : [])].join('  ');
    const noun = above + below === 1 ? 'line' : 'lines';
    const label = hidden === '' ? '' : ` ${this.line(`${hidden} more ${noun}${scrolledBy}`, width - 1)}`;
    return colors.dim(this.clean('─').repeat(Math.max(0, width - displayWidth(label))) + label);
  }
}
