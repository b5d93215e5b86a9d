import { join, relative } from 'node:path';
import { shortName } from '../course/names.ts';
import { standingOf } from '../course/progress.ts';
import type { Style } from '../report/style.ts';
import { displayWidth, padEnd, toAscii, wrap } from '../report/text.ts';
import { renderVerdict } from '../report/verdict.ts';
import { linkTo } from './link.ts';
import type { State } from './state.ts';
import { hasPassed } from './steps.ts';

/** How the screen may look; the width comes from the state. */
export type Look = Omit<Style, 'width'> & {
  /** The clone; paths are shown relative to it. */
  readonly root: string;
  readonly links: boolean;
};

export type Frame = {
  /** Exactly one for each row of the terminal, none wider than it. */
  readonly lines: readonly string[];
  /** First line of the body that is shown. */
  readonly scroll: number;
};

const widest = 80;

/** Below this the heading scrolls with the rest, so that something of it can be seen. */
const leastBody = 6;

/** The whole screen as a function of the state. */
export const drawFrame = (state: State, look: Look): Frame => {
  const screen = new Screen(state, look);
  return state.view.kind === 'list' ? screen.list(state.view.cursor) : screen.exercise();
};

class Screen {
  readonly #state: State;
  readonly #look: Look;
  readonly #style: Style;

  constructor(state: State, look: Look) {
    this.#state = state;
    this.#look = look;
    this.#style = { ...look, width: Math.max(20, Math.min(widest, state.size.columns)) };
  }

  exercise(): Frame {
    const story = this.#story();
    const verdict = this.#verdict();
    const { lines: hints, newest } = this.#hints();
    const head = [...this.#heading(), ''];
    const foot = [...this.#status(), this.#keys()];
    const room = this.#state.size.rows - foot.length - 1;
    // The verdict comes first: the story gives way, and stays a README away.
    const fits = head.length + story.length + verdict.length + hints.length <= room;
    const opening = fits || verdict.length === 0 ? story : [];
    const body = [...opening, ...verdict, ...hints];
    const newestHint = opening.length + verdict.length + newest;
    return room - head.length >= leastBody
      ? this.#frame(head, body, foot, newestHint)
      : this.#frame([], [...head, ...body], foot, head.length + newestHint);
  }

  list(cursor: number): Frame {
    const { colors } = this.#style;
    const { course, progress } = this.#state;
    const names = course.map((exercise) => shortName(exercise, course));
    const width = Math.max(...names.map(displayWidth));
    const rows = course.map((exercise, index) => {
      const mark = standingOf(progress, exercise.id).passed ? '✓' : '·';
      const text = this.#line(`${index === cursor ? '>' : ' '} ${mark} ${padEnd(names[index] ?? '', width)}  ${exercise.title}`);
      return index === cursor ? colors.inverse(text) : text;
    });
    const keys = this.#line('up/down move · Enter open · l back · q quit');
    const room = this.#state.size.rows - 5;
    const scroll = Math.max(0, Math.min(cursor - Math.floor(room / 2), rows.length - room));
    return this.#frame([this.#progressBar(), ''], rows, [colors.dim(keys)], 0, scroll);
  }

  /** Head and foot stay; the body scrolls between them, and says so where something is hidden. */
  #frame(head: readonly string[], body: readonly string[], foot: readonly string[], hint: number, from = this.#state.scroll): Frame {
    const { rows } = this.#state.size;
    const room = Math.max(1, rows - head.length - foot.length - 1);
    const scroll = Math.max(0, Math.min(from === 'hint' ? hint : from, body.length - room));
    const shown = body.slice(scroll, scroll + room);
    const lines = [...head, ...shown, ...Array<string>(room - shown.length).fill(''), this.#rule(scroll, body.length - room - scroll), ...foot];
    return { lines: lines.slice(-rows), scroll };
  }

  #rule(above: number, below: number): string {
    const { width, colors } = this.#style;
    const hidden = [...(above > 0 ? [`↑ ${above}`] : []), ...(below > 0 ? [`↓ ${below}`] : [])].join('  ');
    const label = this.#clean(hidden === '' ? '' : ` ${hidden} more lines: arrow keys`);
    return colors.dim(this.#clean('─').repeat(Math.max(0, width - displayWidth(label))) + label);
  }

  #heading(): readonly string[] {
    const { colors, width } = this.#style;
    const { course, current, page } = this.#state;
    const name = shortName(current, course);
    const title = this.#line(current.title, width - displayWidth(name) - 2);
    return [
      this.#progressBar(),
      `${colors.bold(padEnd(title, width - displayWidth(name)))}${name}`,
      ...current.files.flatMap((file) => this.#path('Edit', join(current.folders.learner, file))),
      ...(page ? this.#path('Read', page.brief.path) : []),
    ];
  }

  #progressBar(): string {
    const { colors, width } = this.#style;
    const { course } = this.#state;
    const passed = course.filter((exercise) => hasPassed(this.#state, exercise)).length;
    const label = `  ${passed} of ${course.length} passed`;
    const length = Math.max(4, Math.min(30, width - label.length - 'Racelings  '.length));
    const full = Math.round((passed / course.length) * length);
    const bar = colors.green(this.#clean('█').repeat(full)) + colors.dim(this.#clean('░').repeat(length - full));
    return `${colors.bold('Racelings')}  ${bar}${label}`;
  }

  /** The whole path where it fits, else the part inside the clone; a click opens it either way. */
  #path(label: string, path: string): readonly string[] {
    const room = this.#style.width - label.length - 2;
    const text = displayWidth(path) <= room ? path : relative(this.#look.root, path);
    return wrap(text, room).map((piece, index) => {
      const linked = this.#look.links ? linkTo(path, piece) : piece;
      return `${this.#style.colors.dim((index === 0 ? label : '').padEnd(label.length))}  ${this.#style.colors.cyan(linked)}`;
    });
  }

  #story(): readonly string[] {
    const paragraphs = this.#state.page?.brief.story ?? [];
    return paragraphs.flatMap((paragraph) => [...wrap(this.#clean(paragraph), this.#style.width), '']);
  }

  #verdict(): readonly string[] {
    const { judged, current, course } = this.#state;
    if (!judged) return [];
    const folder = relative(this.#look.root, current.folders.learner).replaceAll('\\', '/');
    return renderVerdict(judged.verdict, { name: shortName(current, course), folder }, this.#style);
  }

  #hints(): { readonly lines: readonly string[]; readonly newest: number } {
    const { current, page, progress } = this.#state;
    const level = standingOf(progress, current.id).hints;
    const lines: string[] = [];
    let newest = 0;
    for (const [index, { title, text }] of (page?.hints ?? []).slice(0, level).entries()) {
      newest = lines.length;
      lines.push('', this.#style.colors.yellow(this.#line(`Hint ${index + 1}: ${title}`)));
      lines.push(...wrap(this.#clean(text), this.#style.width - 2).map((line) => `  ${line}`.trimEnd()));
    }
    return { lines, newest };
  }

  /** What is going on, in the one place that always shows it. */
  #status(): readonly string[] {
    const { colors, width } = this.#style;
    const { view, notice, answer, current } = this.#state;
    if (view.kind === 'reset') {
      const question = `Put the starter of ${current.files.join(' and ')} back? Your work is copied first.`;
      return wrap(this.#clean(question), width).map(colors.yellow);
    }
    const news = [notice, answer].flatMap((text) => (text === undefined ? [] : wrap(this.#clean(text), width)));
    return [...news.map(colors.yellow), this.#stage()];
  }

  #stage(): string {
    const { colors } = this.#style;
    const { run, judged } = this.#state;
    if (run) {
      const count = run.schedules === undefined ? '' : ` ${run.schedules.toLocaleString('en-US')} schedules`;
      return this.#line(`Checking ${savedText(run.found.at)} …${count}`);
    }
    if (!judged) return colors.dim(this.#line('Reading your files …'));
    const label = `Verdict for ${savedText(judged.found.at)}.`;
    if (judged.verdict.state === 'passed') return colors.green(this.#line(`${label} Passed: n goes on.`));
    return this.#line(`${label} ${judged.verdict.state === 'failed' ? 'Every save is checked.' : 'r tries again.'}`);
  }

  #keys(): string {
    const { current, page, progress, view } = this.#state;
    if (view.kind === 'reset') return this.#style.colors.dim(this.#line('y yes, reset · any other key no'));
    const level = Math.min(standingOf(progress, current.id).hints, page?.hints.length ?? 0);
    const count = page ? ` ${level}/${page.hints.length}` : '';
    return this.#style.colors.dim(this.#line(`h hint${count} · n next · l list · r run again · x reset · q quit`));
  }

  #clean(text: string): string {
    return this.#style.ascii ? toAscii(text) : text;
  }

  /** One line, whatever it holds; what does not fit is seen to be cut. */
  #line(text: string, width = this.#style.width): string {
    const [first = '', ...rest] = wrap(this.#clean(text), width);
    if (rest.length === 0) return first;
    const dots = this.#clean('…');
    return (wrap(this.#clean(text), width - dots.length)[0] ?? '') + dots;
  }
}

const savedText = (at: Date | undefined): string =>
  at === undefined ? 'your files as they are' : `your save of ${at.toTimeString().slice(0, 8)}`;
