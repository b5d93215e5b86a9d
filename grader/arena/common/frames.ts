import type { Exploration, Explanation, Json } from './exploration.ts';
import type { EndlessCall } from './endless-call.ts';
import type { DriveRequest, Position } from './position.ts';
import type { Slept, TimersFirst } from './sleeps.ts';
import type { Fault } from '../../verdict/fault.ts';

/** The most characters of a frame, which is one line of JSON; a longer one is refused unread. */
export const frameLimit = 4 * 1024 * 1024;

/** What the judge asks of the arena, one at a time. */
export type Request = { readonly nonce: string } & (
  | {
      readonly ask: 'explore';
      readonly stage: string;
      readonly scenario: string;
      readonly budget: number;
      /** Only the orders that can follow these choices of a drive. */
      readonly from?: readonly number[];
      /** Whether each end comes with choices that lead to it. */
      readonly ways?: boolean;
    }
  | ({ readonly ask: 'drive' } & DriveRequest)
  | {
      readonly ask: 'explain';
      readonly stage: string;
      readonly scenario: string;
      readonly schedule: readonly number[];
      /** Outcomes that are right, as JSON text; absent where not all outcomes are known. */
      readonly good?: readonly string[];
    }
  | {
      readonly ask: 'measure';
      readonly stage: string;
      readonly scenario: string;
      readonly timersFirst: TimersFirst;
    }
);

/** What the arena claims in return: progress, then one answer. */
export type Frame = { readonly nonce: string } & (
  | { readonly say: 'progress'; readonly schedules: number }
  /** The attempt's code does not return; another answer may still come. */
  | ({ readonly say: 'hangs' } & EndlessCall)
  | { readonly say: 'print'; readonly text: string; readonly lost: number }
  | { readonly say: 'explored'; readonly exploration: Exploration }
  | { readonly say: 'explained'; readonly explanation: Explanation }
  | { readonly say: 'driven'; readonly position: Position }
  | { readonly say: 'measured'; readonly measurement: Measurement }
  | { readonly say: 'broken'; readonly reason: string }
);

/** The result of a real run (instrument R). */
export type Measurement = {
  readonly outcome?: Json;
  readonly fault?: Fault;
  readonly slept: Slept;
  /** Lines for the learner that never decide: "1.9× on 2 cores". */
  readonly figures: readonly string[];
};

/** Cuts a stream of text into lines; throws when a line exceeds `frameLimit`. */
export class FrameReader {
  #rest = '';

  *read(chunk: string): Generator<string> {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > frameLimit || lines.some((line) => line.length > frameLimit)) {
      throw new Error(`Expected frames of at most ${frameLimit} characters`);
    }
    yield* lines;
  }
}
