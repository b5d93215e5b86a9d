import type { Exploration, Explanation } from '../common/exploration.ts';
import type { Position } from '../common/position.ts';
import type { Fault } from '../../verdict/fault.ts';

/** Requests to the thread, one at a time. */
export type Request = { readonly stage: string; readonly scenario: string } & (
  | {
      readonly ask: 'explore';
      readonly budget: number;
      readonly from?: readonly number[];
      readonly ways?: boolean;
    }
  | { readonly ask: 'drive'; readonly choices: readonly number[]; readonly rest: boolean; readonly peek: boolean }
  | {
      readonly ask: 'explain';
      readonly schedule: readonly number[];
      readonly stuck?: Fault;
      readonly complete?: boolean;
      readonly good?: readonly string[];
    }
);

/** What the thread answers: prints and progress, then one of the others. */
export type Reply =
  | { readonly say: 'print'; readonly text: string; readonly lost: number }
  | { readonly say: 'progress'; readonly exploration: Exploration }
  | { readonly say: 'explored'; readonly exploration: Exploration }
  | { readonly say: 'explained'; readonly explanation: Explanation }
  | { readonly say: 'driven'; readonly position: Position }
  | { readonly say: 'broken'; readonly reason: string };
