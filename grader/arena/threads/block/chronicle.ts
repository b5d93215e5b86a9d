import type { Json } from '../../common/exploration.ts';
import type { Location } from '../../../verdict/location.ts';
import type { Fault } from '../../../verdict/fault.ts';

/** Characters that one thread may print in a run. */
const maxPrinted = 8 * 1024;
/** How many operations of one thread are shown in full, the first and the last ones: no one reads a picture of more. */
const maxMoments = 500;
const firstMoments = 50;

/**
 * What one thread reports of a run, besides its operations; `entry`: the operation with which, or before which, it
 * came.
 */
export type Chronicle = {
  /** What the thread's function returned. */
  readonly result?: Json;
  readonly fault?: Fault;
  /** The scenario itself failed: that is our fault. */
  readonly broken?: string;
  readonly marks: readonly { readonly entry: number; readonly label: string }[];
  readonly prints: readonly { readonly entry: number; readonly text: string }[];
  /** Characters that were not kept. */
  readonly lost: number;
  /** Where in the code each operation came from, and what memory held after it. */
  readonly moments: readonly Moment[];
};

export type Moment = {
  readonly entry: number;
  readonly memory: readonly (readonly string[])[];
  readonly location?: Location;
  /** How many operations like it followed in silence, as part of it. */
  readonly more?: number;
};

export const emptyChronicle: Chronicle = { marks: [], prints: [], lost: 0, moments: [] };

/** Writes a chronicle, and keeps it from growing too large for a report. */
export class Chronicler {
  readonly #marks: { entry: number; label: string }[] = [];
  readonly #prints: { entry: number; text: string }[] = [];
  readonly #moments: (Moment & { more?: number })[] = [];
  readonly #over: () => boolean;
  #lost = 0;
  #room = maxPrinted;
  #end: Pick<Chronicle, 'result' | 'fault' | 'broken'> = {};

  /** @param over whether the run is over: what code does after it was thrown out is not part of the run */
  constructor(over: () => boolean) {
    this.#over = over;
  }

  /** The first end counts; any later one is a consequence. */
  end(end: Pick<Chronicle, 'result' | 'fault' | 'broken'>): void {
    if (this.#over()) return;
    if (Object.keys(this.#end).length === 0) this.#end = end;
  }

  mark(entry: number, label: string): void {
    this.#marks.push({ entry, label });
  }

  remember(moment: Moment): void {
    if (this.#moments.length === maxMoments) this.#moments.splice(firstMoments, 1);
    this.#moments.push(moment);
  }

  /** Records that the last operation was repeated in silence. */
  again(): void {
    const last = this.#moments.at(-1);
    if (last) last.more = (last.more ?? 0) + 1;
  }

  print(entry: number, text: string): void {
    if (this.#over()) return;
    const kept = text.slice(0, this.#room);
    this.#room -= kept.length;
    this.#lost += text.length - kept.length;
    if (kept !== '') this.#prints.push({ entry, text: kept });
  }

  /** As text; empty when there is nothing to say. */
  get text(): string {
    const parts = { marks: this.#marks, prints: this.#prints, moments: this.#moments };
    const silent = Object.values(parts).every((list) => list.length === 0) && Object.keys(this.#end).length === 0;
    return silent ? '' : JSON.stringify({ ...parts, lost: this.#lost, ...this.#end } satisfies Chronicle);
  }
}
