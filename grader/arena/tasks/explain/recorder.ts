import { AsyncLocalStorage } from 'node:async_hooks';
import { Action, askedFor } from '../run/action.ts';
import type { Code } from '../../common/program.ts';
import type { Location } from '../../../verdict/location.ts';
import type { Row, Timeline } from '../../../verdict/timeline.ts';
import { condensed, prefixOf, unqualified, type Draft } from './condensed.ts';
import type { Choice } from '../run/choice.ts';
import type { Lanes } from '../run/lanes.ts';
import { pendingIn, type Over } from './pending.ts';
import type { Observer } from '../run/observer.ts';

/** The lane of code that belongs to no task. */
const elsewhere = 'program';

type Origin = { readonly lane: string; readonly location: Location | undefined };

/** Records one run as a picture. It takes the stack of every call, so only a replay can afford it. */
export class Recorder implements Observer, Lanes {
  readonly #code: Code;
  readonly #lane = new AsyncLocalStorage<string>();
  readonly #origins = new Map<Action, Origin>();
  readonly #opened = new Map<object, Location>();
  readonly #cells = new Map<string, () => string>();
  readonly #lanes = new Set<string>();
  readonly #rows: Draft[] = [];
  /** Of an operation that may fail: the action of its failure, and that of its completion. */
  readonly #rivals = new Map<Action, Action>();
  /** What was asked for and is over, one way or the other. */
  readonly #over = new Map<Action, Over>();
  #turn: { readonly serial: number; readonly instead: string } | undefined;
  #last: Action | undefined;
  /** The action that happens in one turn with another before it. */
  #second: Action | undefined;
  #planned: Action | undefined;

  constructor(code: Code) {
    this.#code = code;
  }

  /** Ends the context tracking, which slows every promise of the thread. */
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
      this.#over.delete(this.#askedFor(action));
      return;
    }
    const ofItsOwn = action.kind === 'start' || action.kind === 'event';
    const lane = ofItsOwn ? action.name : this.current();
    const location = ofItsOwn ? undefined : this.#code.locate(new Error().stack);
    this.#origins.set(action, { lane, location });
    // The failure of an operation is planned with its completion: one call, two ways to end.
    if (label !== undefined && label === this.#planned?.plan.label) {
      this.#rivals.set(action, this.#planned);
      return;
    }
    this.#planned = action;
    if (ofItsOwn) this.#lanes.add(lane);
    else this.#row(action, action.kind === 'operation' ? `await ${action.label}` : action.label);
  }

  noted(text: string): void {
    const location = this.#code.locate(new Error().stack);
    this.#add({ lane: this.current(), text, location });
  }

  kept(handle: object): void {
    // What an operation opens appears at its completion, whose stack has no learner code.
    const location = this.#code.locate(new Error().stack) ?? (this.#last && this.#origins.get(this.#last)?.location);
    if (location !== undefined && !this.#opened.has(handle)) this.#opened.set(handle, location);
  }

  /** Notes what is about to happen, out of what could. */
  chosen([action, second]: Choice, ready: readonly Action[]): void {
    this.#second = second;
    const last = this.#last && this.#origins.get(this.#last)?.lane;
    const row = this.#rows.at(-1);
    if (row !== undefined && last === row.lane && last !== this.#origins.get(action)?.lane) {
      row.paused = ready.some((other) => this.#origins.get(other)?.lane === last);
    }
  }

  /** The next step is the point of no return. @param instead what could happen in its place */
  turns(action: Action | undefined, instead: Action | undefined): void {
    if (action === undefined || instead === undefined) return;
    const lane = this.#origins.get(instead)?.lane;
    const isOther = lane !== undefined && lane !== this.#origins.get(action)?.lane;
    this.#turn = { serial: this.#rows.length, instead: isOther ? lane : this.#insteadOf(action, instead) };
  }

  /** Words that follow "if" and are followed by "came next". */
  #insteadOf(action: Action, instead: Action): string {
    const { label, kind } = instead;
    if (kind === 'timer') return `the end of ${label}`;
    if (kind !== 'operation') return label;
    // The failure of a call is an action of its own, with the same label.
    if (this.#rivals.get(action) === instead) return `${label} ✓`;
    return this.#rivals.has(instead) ? `an error from ${label}` : `the answer to ${label}`;
  }

  happens(action: Action): void {
    this.#last = action;
    this.#over.set(this.#askedFor(action), { serial: this.#rows.length, givenUp: false });
    const text = {
      start: 'starts',
      event: action.name,
      timer: `${action.name} is over`,
      immediate: 'setImmediate runs',
      message: `${action.name} arrives`,
    };
    if (action.kind !== 'operation') this.#row(action, text[action.kind]);
  }

  cancelled(action: Action): void {
    const asked = this.#askedFor(action);
    if (!this.#over.has(asked)) this.#over.set(asked, { serial: this.#rows.length - 1, givenUp: true });
  }

  completed(result: () => string, remark: string | undefined): void {
    if (this.#last === undefined) return;
    const notes = [...(this.#last === this.#second ? ['both answers in one turn'] : []), remark];
    const note = notes.filter((text) => text !== undefined).join('; ');
    this.#row(this.#last, `${this.#last.label}${result()}`, note === '' ? undefined : note);
  }

  turned(): void {
    const row = this.#rows.at(-1);
    if (row !== undefined) row.memory = this.#memory();
  }

  /** Says at the end of a lane that it never continues. @param causes tasks without which it would */
  waits(lane: string, location: Location, causes: readonly string[] | undefined): void {
    const note = causes && `for ${causes.join(', ')}`;
    this.#add({ lane, text: 'waits for ever', location, note });
  }

  /** The lane of an action. */
  laneOf(action: Action): string {
    return this.#origins.get(action)?.lane ?? elsewhere;
  }

  /** How many rows there are, and what the ones from `start` on say. */
  get length(): number {
    return this.#rows.length;
  }

  said(start: number): readonly { readonly lane: string; readonly text: string }[] {
    return this.#rows.slice(start);
  }

  /** The shared values, as they are now. */
  memory(): readonly { readonly name: string; readonly value: string }[] {
    const names = unqualified([...this.#cells.keys()]);
    return [...this.#cells.values()].map((text, index) => ({ name: names[index] ?? '', value: text() }));
  }

  /** Where the learner's code asked for an action, or opened a handle. */
  locationOf(of: Action | object): Location | undefined {
    return of instanceof Action ? this.#origins.get(of)?.location : this.#opened.get(of);
  }

  timeline(): Timeline {
    const rows = condensed(this.#rows);
    const lanes = [...this.#lanes, elsewhere].filter((lane) => rows.some((row) => row.lane === lane));
    const cells = [...this.#cells.keys()];
    const pending = pendingIn(rows, this.#over);
    const turn = this.#turn;
    const turnRow = turn === undefined ? -1 : rows.findIndex(({ serial }) => serial >= turn.serial);
    return {
      lanes,
      memory: unqualified(cells),
      rows: rows.map(({ lane, text, location, note, memory, paused }): Row => ({
        lane: lanes.indexOf(lane),
        text,
        memory: cells.map((cell) => memory.get(cell) ?? ''),
        ...(location && { location }),
        ...(note !== undefined && { note }),
        ...(paused && { paused }),
      })),
      ...(pending.length > 0 && { pending }),
      ...(turn &&
        turnRow >= 0 && { noReturn: { row: turnRow, instead: turn.instead.replace(prefixOf(this.#rows), '') } }),
    };
  }

  #row(action: Action, text: string, note?: string): void {
    const { lane = elsewhere, location } = this.#origins.get(action) ?? {};
    this.#add({ lane, text, location, note, action: this.#rivals.get(action) ?? action });
  }

  #add(row: Omit<Draft, 'serial' | 'memory' | 'paused'>): void {
    this.#rows.push({ ...row, serial: this.#rows.length, memory: this.#memory(), paused: false });
  }

  /** The action that began what this one ends or continues. */
  #askedFor(action: Action): Action {
    return askedFor(this.#rivals.get(action) ?? action);
  }

  #memory(): ReadonlyMap<string, string> {
    return new Map([...this.#cells].map(([name, text]) => [name, text()]));
  }
}
