import type { Verdict } from '../../verdict/verdict.ts';
import { widestScreen, type Style } from '../../report/style.ts';
import { cutLine, displayWidth, padEnd, printable, toAscii, wrap } from '../../report/text.ts';
import { timelineParts } from '../../report/timeline.ts';
import { renderVerdict } from '../../report/verdict.ts';
import type { DriveState, Ending } from './state.ts';
import {
  changedText,
  helpTexts,
  keyTable,
  laneTexts,
  lostText,
  possibleText,
  sharedText,
  tryingText,
  unseenText,
  wellText,
  type LaneText,
} from './words.ts';

/** What is driven, and what the learner sees. */
export type Scene = {
  /** As on the command line: `lost-update`. */
  readonly name: string;
  /** Where the learner's files are, as a path that their terminal can open. */
  readonly folder: string;
  /** Text of the attempt's files, by name. */
  readonly sources: ReadonlyMap<string, string>;
  /** A reply to the last key. */
  readonly answer?: string;
  /** Lines from the end of the body that are hidden below. */
  readonly back: number;
  /** Like `back`, for the help; absent while the drive is shown. */
  readonly help?: number;
};

export type Size = { readonly columns: number; readonly rows: number };

export type Frame = {
  /** Exactly one for each row of the terminal. */
  readonly lines: readonly string[];
  /** Like `back` in the scene (or `help`), but no more lines than there are. */
  readonly back: number;
};

/** While the orders are tried for the first time. @param orders how many so far */
export const drawOpening = (name: string, orders: number, look: Style, { columns, rows }: Size): readonly string[] => {
  const lines = new Sheet({ ...look, width: columns }).wrapped(tryingText(orders, name));
  return [...lines, ...Array<string>(Math.max(0, rows - lines.length)).fill('')].slice(0, rows);
};

/** As wide as the terminal, up to what can be read; the style's own width does not count. */
export const drawDrive = (state: DriveState, scene: Scene, look: Style, { columns, rows }: Size): Frame => {
  const style = { ...look, width: Math.max(20, Math.min(widestScreen, columns)) };
  const sheet = new Sheet(style);
  if (scene.help !== undefined) {
    return sheet.frame({
      head: [style.colors.bold(sheet.line(`${scene.name}: you are the scheduler`)), ''],
      body: helpLines(sheet),
      foot: [style.colors.dim(sheet.line('arrows scroll · any other key back'))],
      rows,
      back: scene.help,
    });
  }
  const head = headOf(state, scene, sheet);
  const body = bodyOf(state, scene, sheet);
  const foot = [
    ...(state.ending ? [] : lanesOf(state, scene, sheet, rows - head.length - minBody - 1)),
    keysLine(state, sheet),
  ];
  return sheet.frame({ head, body, foot, rows, back: scene.back });
};

/** Rows of the body that stay, however many lanes there are. */
const minBody = 5;

const headOf = (state: DriveState, { name, answer }: Scene, sheet: Sheet): readonly string[] => {
  const { colors } = sheet.style;
  const step = state.ending ? 'the end' : state.taken === 0 ? 'before the first step' : `after step ${state.taken}`;
  const paint =
    state.possible.wrong === 0
      ? colors.green
      : state.possible.wrong === state.possible.orders
        ? colors.red
        : colors.yellow;
  const lost = lostText(state.lostAt);
  const unseen = unseenText(state);
  return [
    ...sheet.wrapped(`${name} · ${state.scenario} · ${step}`).map(colors.bold),
    ...(state.ending ? [] : sheet.wrapped(possibleText(state)).map(paint)),
    ...(unseen === undefined ? [] : sheet.wrapped(unseen)),
    ...(lost === undefined ? [] : sheet.wrapped(lost)),
    ...(state.changed ? sheet.wrapped(changedText).map(colors.yellow) : []),
    ...(answer === undefined ? [] : sheet.wrapped(answer).map(colors.yellow)),
    ...(state.ending?.kind === 'wrong' ? [] : ['']),
  ];
};

const bodyOf = (state: DriveState, scene: Scene, sheet: Sheet): readonly string[] => {
  const { ending, timeline } = state;
  if (ending) return endLines(state, ending, scene, sheet.style, false);
  if (timeline.rows.length === 0) return sheet.wrapped(helpTexts[0] ?? '').map(sheet.style.colors.dim);
  const { header, rows } = timelineParts(timeline, sheet.style);
  return [...header, ...rows.flat()];
};

/** How the run ended, in the words of a verdict. */
export const endLines = (
  state: DriveState,
  ending: Ending,
  { name, folder }: Scene,
  style: Style,
  longCommands: boolean,
): readonly string[] => {
  const sheet = new Sheet(style);
  if (ending.kind === 'wrong') {
    const { finding } = ending;
    const verdict: Verdict = { state: 'failed', findings: [finding], checks: [], figures: [], ...single };
    return renderVerdict(verdict, { name, folder }, style, { longCommands });
  }
  const { header, rows } = timelineParts(state.timeline, style);
  const picture = state.timeline.rows.length === 0 ? [] : [...header, ...rows.flat(), ''];
  return [...picture, ...sheet.wrapped(wellText(state)).map(style.colors.green)];
};

const single = { reach: { schedules: 1, complete: false }, output: { text: '', lost: 0 } };

/** Each lane: its name, what its next step would do, and its line in the code. */
const lanesOf = (state: DriveState, scene: Scene, sheet: Sheet, most: number): readonly string[] => {
  const { colors } = sheet.style;
  const { lanes, pairs } = laneTexts(state);
  const width = Math.min(
    18,
    Math.floor(sheet.style.width / 3),
    Math.max(...lanes.map(({ name }) => displayWidth(sheet.clean(name)))),
  );
  const shared = sharedText(state);
  const memory = shared === '' ? [] : sheet.wrapped(`shared: ${shared}`).slice(0, 2);
  const pairLines = pairs.map(({ key, text }) => sheet.line(`${keyText(key)} ${text}`));
  const blocks = (isShort: boolean): readonly (readonly string[])[] =>
    lanes.map((lane) => {
      const texts = lane.steps.length === 0 ? [{ key: undefined, text: lane.why ?? '' }] : lane.steps;
      const told = texts.flatMap(({ key, text, ...more }, index) => {
        const name = padEnd(cutLine(sheet.clean(index === 0 ? lane.name : ''), width, sheet.clean('…')), width);
        const place = 'place' in more && more.place !== undefined && index > 0 ? ` (${more.place})` : '';
        const start = `${keyText(key)} ${name}  `;
        const paint = key === undefined ? colors.dim : (line: string) => line;
        if (isShort) return [paint(sheet.line(`${start}${text}${place}`))];
        const [first = '', ...rest] = wrap(sheet.clean(`${text}${place}`), sheet.style.width - displayWidth(start));
        return [paint(`${start}${first}`), ...rest.map((line) => paint(`${' '.repeat(displayWidth(start))}${line}`))];
      });
      const code = codeText(lane, scene);
      return code === undefined || isShort
        ? told
        : [...told, colors.cyan(sheet.line(`${' '.repeat(width + 6)}${code}`))];
    });
  const full = [...memory, ...blocks(false).flat(), ...pairLines];
  if (full.length <= most) return full;
  const short = [...memory, ...blocks(true).flat(), ...pairLines];
  if (short.length <= most) return short;
  const room = Math.max(0, most - 1);
  return [...short.slice(0, room), colors.dim(sheet.line(`… ${short.length - room} more: make the window taller`))];
};

const keyText = (key: number | undefined): string => (key === undefined ? '   ' : String(key).padStart(3));

/** `deposit.ts:13: const balance = …` */
export const codeText = ({ place, location }: LaneText, { sources }: Pick<Scene, 'sources'>): string | undefined => {
  if (place === undefined || location === undefined) return undefined;
  const line = sources.get(location.file)?.split(/\r?\n/)[location.line - 1]?.trim();
  return line === undefined || line === '' ? place : `${place}: ${line}`;
};

const keysLine = ({ ending, taken, scenarios }: DriveState, sheet: Sheet): string => {
  const back = taken === 0 ? [] : ['u back', 'U start'];
  const keys = ending ? back : ['1-9 step', ...back, 'a rest', 'g no return'];
  // In the middle of a run there is no room for this key.
  if (scenarios.length > 1 && (ending || taken === 0)) keys.push('s scenario');
  return sheet.keys(keys, '? help · q leave');
};

const helpLines = (sheet: Sheet): readonly string[] => {
  const width = Math.max(...keyTable.map(([key]) => displayWidth(sheet.clean(key))));
  const keys = keyTable.flatMap(([key, does]) =>
    sheet
      .wrapped(does, width + 4)
      .map((line, index) => (index === 0 ? `  ${padEnd(sheet.clean(key), width)}  ` : ' '.repeat(width + 4)) + line),
  );
  return [...keys, ...helpTexts.flatMap((text) => ['', ...sheet.wrapped(text)])];
};

/** What the screen is written on. */
class Sheet {
  readonly style: Style;

  constructor(style: Style) {
    this.style = style;
  }

  clean(text: string): string {
    const safe = printable(text).replaceAll('\n', ' ');
    return this.style.ascii ? toAscii(safe) : safe;
  }

  line(text: string): string {
    return cutLine(this.clean(text), this.style.width, this.clean('…'));
  }

  /** As many of the keys as fit; `last` is always there. */
  keys(names: readonly string[], last: string): string {
    const joined = (count: number): string => this.clean([...names.slice(0, count), last].join(' · '));
    const fitting = names.findLastIndex((_, index) => displayWidth(joined(index + 1)) <= this.style.width);
    return this.style.colors.dim(this.line(joined(fitting + 1)));
  }

  /** Lines that leave the first `indent` columns free. */
  wrapped(text: string, indent = 0): readonly string[] {
    return wrap(this.clean(text), this.style.width - indent);
  }

  /** Head and foot stay; the body shows its end, or what is `back` lines above that. */
  frame({
    head,
    body,
    foot,
    rows,
    back,
  }: {
    readonly head: readonly string[];
    readonly body: readonly string[];
    readonly foot: readonly string[];
    readonly rows: number;
    readonly back: number;
  }): Frame {
    const room = Math.max(1, rows - head.length - foot.length - 1);
    const hidden = Math.max(0, body.length - room);
    const first = Math.max(0, hidden - Math.min(back, hidden));
    const shown = body.slice(first, first + room);
    const more = [...(first > 0 ? [`↑ ${first}`] : []), ...(hidden > first ? [`↓ ${hidden - first}`] : [])];
    const hint = cutLine(this.clean(`${more.join('  ')} more: arrow keys`), this.style.width - 1, this.clean('…'));
    const label = more.length === 0 ? '' : ` ${hint}`;
    const rule = this.style.colors.dim(
      this.clean('─').repeat(Math.max(0, this.style.width - displayWidth(label))) + label,
    );
    const blank = Array<string>(room - shown.length).fill('');
    return { lines: [...head, ...shown, ...blank, rule, ...foot].slice(-rows), back: hidden - first };
  }
}
