import { AsyncLocalStorage } from 'node:async_hooks';
import type { Location, Row, Timeline } from '../../explore/timeline.ts';
import { Action } from './action.ts';
import type { Code } from './code.ts';
import type { Lanes } from './lanes.ts';
import type { Observer } from './run.ts';

/** Rows shown at most, and how many of them before the gap. */
const rowLimit = 60;
const beginning = 40;

/** Where code runs that belongs to no task. */
const elsewhere = 'program';

type Origin = { readonly lane: string; readonly location: Location | undefined };

type Draft = {
  readonly lane: string;
  readonly text: string;
  readonly location?: Location | undefined;
  readonly note?: string | undefined;
  /** The action that it tells of. */
  readonly action?: Action;
  memory: ReadonlyMap<string, string>;
  paused: boolean;
};

/** Records one run as a picture. It takes the stack of every call, so only a replay can afford it. */
export class Recorder implements Observer, Lanes {
  readonly #code: Code;
  readonly #lane = new AsyncLocalStorage<string>();
  readonly #origins = new Map<Action, Origin>();
  readonly #opened = new Map<object, Location>();
  readonly #cells = new Map<string, () => string>();
  readonly #lanes = new Set<string>();
  readonly #rows: Draft[] = [];
  #last: Action | undefined;
  #planned: Action | undefined;

  constructor(code: Code) {
    this.#code = code;
  }

  /** Gives the context tracking up, which slows every promise of the thread. */
  close(): void {
    this.#lane.disable();
  }

  enter<Result>(lane: string, work: () => Result): Result {
    this.#lanes.add(lane);
    return this.#lane.run(lane, work);
  }

  current(): string {
    return this.#lane.getStore() ?? elsewhere;
  }

  show(name: string, text: () => string): void {
    this.#cells.set(name, text);
  }

  planned(action: Action): void {
    const { label, answers } = action.plan;
    const asked = answers && this.#origins.get(answers);
    if (asked !== undefined) {
      this.#origins.set(action, asked);
      return;
    }
    const ofItsOwn = action.kind === 'start' || action.kind === 'event';
    const lane = ofItsOwn ? action.name : this.current();
    const location = ofItsOwn ? undefined : this.#code.locate(new Error().stack);
    this.#origins.set(action, { lane, location });
    // The failure of an operation is planned with its completion: one call, two ways to end.
    const isRival = label !== undefined && label === this.#planned?.plan.label;
    this.#planned = action;
    if (ofItsOwn) this.#lanes.add(lane);
    else if (!isRival) this.#row(action, action.kind === 'operation' ? `await ${action.label}` : action.label);
  }

  noted(text: string): void {
    const location = this.#code.locate(new Error().stack);
    this.#rows.push({ lane: this.current(), text, location, memory: this.#memory(), paused: false });
  }

  kept(handle: object): void {
    // What an operation opens is there at its completion, under which there is none of the learner's code.
    const location = this.#code.locate(new Error().stack) ?? (this.#last && this.#origins.get(this.#last)?.location);
    if (location !== undefined && !this.#opened.has(handle)) this.#opened.set(handle, location);
  }

  /** What is about to happen, out of what could. */
  chosen(action: Action, ready: readonly Action[]): void {
    const last = this.#last && this.#origins.get(this.#last)?.lane;
    const row = this.#rows.at(-1);
    if (row !== undefined && last === row.lane && last !== this.#origins.get(action)?.lane) {
      row.paused = ready.some((other) => this.#origins.get(other)?.lane === last);
    }
    this.#last = action;
  }

  happens(action: Action): void {
    const text = { start: 'starts', event: action.name, timer: `${action.name} is over`, immediate: 'setImmediate runs', message: `${action.name} arrives` };
    if (action.kind !== 'operation') this.#row(action, text[action.kind]);
  }

  completed(result: () => string, remark: string | undefined): void {
    if (this.#last !== undefined) this.#row(this.#last, `${this.#last.label}${result()}`, remark);
  }

  turned(): void {
    const row = this.#rows.at(-1);
    if (row !== undefined) row.memory = this.#memory();
  }

  /** Tells at the end of a lane that it never goes on. @param causes without whom it would */
  waits(lane: string, location: Location, causes: readonly string[] | undefined): void {
    const note = causes && `for ${causes.join(', ')}`;
    this.#rows.push({ lane, text: 'waits for ever', location, note, memory: this.#memory(), paused: false });
  }

  /** Where the learner's code asked for it. */
  locationOf(of: Action | object): Location | undefined {
    return of instanceof Action ? this.#origins.get(of)?.location : this.#opened.get(of);
  }

  timeline(): Timeline {
    const rows = collapsed(unprefixed(folded(this.#rows)));
    const lanes = [...this.#lanes, elsewhere].filter((lane) => rows.some((row) => row.lane === lane));
    const cells = [...this.#cells.keys()];
    return {
      lanes,
      memory: unqualified(cells),
      rows: shortened(rows).map(
        ({ lane, text, location, note, memory, paused }): Row => ({
          lane: lanes.indexOf(lane),
          text,
          memory: cells.map((cell) => memory.get(cell) ?? ''),
          ...(location && { location }),
          ...(note !== undefined && { note }),
          ...(paused && { paused }),
        }),
      ),
    };
  }

  #row(action: Action, text: string, note?: string): void {
    const { lane = elsewhere, location } = this.#origins.get(action) ?? {};
    this.#rows.push({ lane, text, location, note, action, memory: this.#memory(), paused: false });
  }

  #memory(): ReadonlyMap<string, string> {
    return new Map([...this.#cells].map(([name, text]) => [name, text()]));
  }
}

/** Draws in one row what follows itself: a call that completes at once, a start that leads to a call. */
function folded(rows: readonly Draft[]): readonly Draft[] {
  const kept: Draft[] = [];
  for (const row of rows) {
    const above = kept.at(-1);
    if (above?.action !== undefined && above.action === row.action && !above.paused) {
      kept[kept.length - 1] = isCall(row) ? { ...row, text: `await ${row.text}` } : row;
    } else if (above !== undefined && above.text === 'starts' && above.lane === row.lane) {
      kept[kept.length - 1] = row;
    } else {
      // What comes back to a call that was made further up.
      const isAnswer = isCall(row) && !row.text.startsWith('await ');
      kept.push(isAnswer ? { ...row, text: `◀┄ ${row.text}` } : row);
    }
  }
  return kept;
}

function isCall({ action }: Draft): boolean {
  return action?.kind === 'operation';
}

/** Calls without the name of the object that all of them are calls of: columns are narrow. */
function unprefixed(rows: readonly Draft[]): readonly Draft[] {
  const names = new Set(rows.filter(isCall).map(({ action }) => (action?.plan.answers ?? action)?.name.split('.', 1)[0] ?? ''));
  const [prefix] = names;
  if (names.size !== 1) return rows;
  return rows.map((row) => (isCall(row) ? { ...row, text: row.text.replace(`${prefix}.`, '') } : row));
}

/** Rows that say the same again and again, twice and then how often. */
function collapsed(rows: readonly Draft[]): readonly Draft[] {
  const kept: Draft[] = [];
  for (let index = 0; index < rows.length; ) {
    const row = rows[index];
    if (row === undefined) break;
    const found = periods.map((period) => ({ period, rounds: roundsAt(rows, index, period) })).find(({ rounds }) => rounds > 3);
    const taken = found === undefined ? 1 : found.period * 2;
    kept.push(...rows.slice(index, index + taken));
    index += found === undefined ? 1 : found.period * found.rounds;
    if (found === undefined) continue;
    kept.push({ lane: row.lane, text: `… ${found.rounds - 2} more times`, memory: rows[index - 1]?.memory ?? row.memory, paused: false });
  }
  return kept;
}

/** Rows in one round of a loop. */
const periods = [1, 2, 3, 4] as const;

/** How often the rows from `start` on repeat themselves. */
function roundsAt(rows: readonly Draft[], start: number, period: number): number {
  let end = start + period;
  while (end < rows.length && isSame(rows[end], rows[end - period])) end++;
  return Math.floor((end - start) / period);
}

function isSame(a: Draft | undefined, b: Draft | undefined): boolean {
  return a?.lane === b?.lane && a?.text === b?.text && a?.location?.line === b?.location?.line && a?.note === b?.note;
}

/** The beginning and the end of what goes on for too long. */
function shortened(rows: readonly Draft[]): readonly Draft[] {
  const left = rows.length - rowLimit;
  const [middle] = rows.slice(beginning);
  if (left <= 0 || middle === undefined) return rows;
  const gap: Draft = { lane: middle.lane, text: `… ${left} more steps`, memory: middle.memory, paused: false };
  return [...rows.slice(0, beginning), gap, ...rows.slice(beginning + left)];
}

/** Names without the part before the dot, where that leaves them different. */
function unqualified(names: readonly string[]): readonly string[] {
  const short = names.map((name) => name.slice(name.indexOf('.') + 1));
  return new Set(short).size === short.length ? short : names;
}
