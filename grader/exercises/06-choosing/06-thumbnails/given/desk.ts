import { getEventListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inWords, type RealStage } from '../../../../harness/scenario.ts';
import type * as Attempt from '../../../../../exercises/06-choosing/06-thumbnails/thumbnails.ts';
import { Agency, dueOf, shownItem, urlOf, type Photo } from './agency.ts';

type Settings = { readonly threads: number; readonly ahead: number; readonly holds?: boolean };

const withReason = 'a rejection with signal.reason';
export const pending = 'a promise that stays pending';
export const itsEnd = 'the end of the list';

/** One list that is open: the desk's side of it. */
export class Desk {
  readonly agency: Agency;
  readonly signal: AbortSignal;
  /** What `next` gave, each in words. */
  readonly ends: string[] = [];
  /** Items that the desk has received. */
  taken = 0;
  waits = false;
  readonly #controller = new AbortController();
  readonly #list: readonly Photo[];
  readonly #stage: RealStage;
  readonly #iterator: AsyncIterator<unknown> | undefined;

  constructor(
    stage: RealStage,
    { thumbnails }: typeof Attempt,
    list: readonly Photo[],
    { threads, ahead, holds = true }: Settings,
    reason?: Error,
  ) {
    this.#stage = stage;
    this.#list = list;
    this.agency = new Agency(list, { holds });
    this.signal = this.#controller.signal;
    if (reason) this.abort(reason);
    const { download } = this.agency;
    const urls = list.map(urlOf);
    const iterable: Partial<AsyncIterable<unknown>> | undefined = thumbnails(urls, {
      download,
      signal: this.signal,
      threads,
      ahead,
    });
    this.#iterator = iterable?.[Symbol.asyncIterator]?.();
  }

  abort(reason: Error): void {
    this.#controller.abort(reason);
  }

  get listeners(): number {
    return getEventListeners(this.signal, 'abort').length;
  }

  /** Calls `next`; the text of what came of it. */
  async ask(): Promise<string> {
    this.waits = true;
    const end = await this.#next();
    this.waits = false;
    this.ends.push(end);
    return end;
  }

  async #next(): Promise<string> {
    if (!this.#iterator) return 'no async iterable from thumbnails';
    try {
      const { value, done } = await this.#iterator.next();
      if (done) return itsEnd;
      this.taken += 1;
      return shownItem(this.#list, value);
    } catch (error) {
      return error === this.signal.reason && this.signal.aborted ? withReason : `a rejection with ${inWords(error)}`;
    }
  }

  /** As `ask`, where it is to settle. */
  async receive(): Promise<string> {
    const asked = this.ask();
    return (await this.#stage.settles(asked)) ? await asked : pending;
  }

  /** Takes all that is left, and answers what it waits for. */
  async receiveAll(): Promise<void> {
    for (let round = 0; round <= this.#list.length; round += 1) {
      const asked = this.ask();
      while (!(await this.#stage.settles(asked))) {
        if (!this.agency.answerAll()) return;
      }
      if (this.ends.at(-1) === itsEnd) return;
    }
  }

  /** Leaves; the text of what came of it. */
  async leave(): Promise<string> {
    const left = (async () => {
      try {
        await this.#iterator?.return?.();
        return 'resolved';
      } catch (error) {
        return `a rejection with ${inWords(error)}`;
      }
    })();
    return (await this.#stage.settles(left)) ? await left : pending;
  }

  /** What was due and what came. */
  get outcome() {
    const due = [...this.#list.map((photo) => `url ${photo.id} with ${dueOf(photo)}`), itsEnd];
    return { due, ends: this.waits ? [...this.ends, pending] : this.ends };
  }
}

/** How many are open when nothing else can happen. */
export type Look = { readonly taken: number; readonly begun: number; readonly waits: boolean; readonly fits: number };

export function look({ taken, waits, agency }: Desk, { length }: readonly Photo[], ahead: number): Look {
  return { taken, waits, begun: agency.begun, fits: Math.min(length, taken + ahead) };
}

/** Until nothing else can happen. */
export const rest = async ({ settles }: RealStage): Promise<void> => void (await settles(new Promise(() => {})));

/** Until all other threads wait, those included that a meter holds: it holds them still. */
export async function othersWait(): Promise<void> {
  for (let turn = 0; turn < 64; turn += 1) await nextTurn();
}

export const open = async ({ load }: RealStage): Promise<typeof Attempt> => {
  const attempt = await load<typeof Attempt>('thumbnails.ts');
  // What begins in the step after I/O has no more of it in the same turn.
  await nextTurn();
  return attempt;
};
