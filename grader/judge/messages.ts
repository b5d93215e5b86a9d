import type { Case } from './check-runner.ts';
import type { Verdict } from '../verdict/verdict.ts';

/** What the grader says to the judge's process. */
export type ToHost =
  | ({ readonly say: 'judge'; readonly id: number } & Case)
  | { readonly say: 'cancel'; readonly id: number };

/** What the judge's process says back. */
export type FromHost =
  | { readonly say: 'progress'; readonly id: number; readonly schedules: number }
  | { readonly say: 'verdict'; readonly id: number; readonly verdict: Verdict };
