import type { Diagnosis } from '../../../explore/classify.ts';
import type { DataRace } from '../../../explore/race.ts';
import type { Run } from '../machine/explore.ts';
import type { Program } from '../machine/program.ts';

/** A program with everything that is known about it; the tests check each part. */
export type Case = {
  readonly name: string;
  readonly program: Program;
  /** Of programs with waiting loops: threads in them stand still. */
  readonly parks?: boolean;
  /** Complete runs: the number of its Mazurkiewicz traces. */
  readonly orders: number;
  /** Runs that ended because everybody was asleep, where there are some. */
  readonly redundant?: number;
  /** Whether a run ended well; absent: any end is right. */
  readonly right?: (run: Run) => boolean;
  /** Orders that do not; absent: none. */
  readonly wrong?: number;
  /** How the wrong orders end, by `classify`; absent: all threads end. */
  readonly endings?: readonly Diagnosis['kind'][];
  /** Least preemptions of a wrong order. */
  readonly preemptions?: number;
  /** The data race of every order; absent: none in any. */
  readonly race?: DataRace['kind'];
};

/** The last value of a word. */
export function wordOf({ memory }: Run, index: number): number {
  return memory.find(([word]) => word === index)?.[1] ?? 0;
}

export function allEnd({ finalStates }: Run): boolean {
  return finalStates.every(({ state }) => state === 'ended');
}

export function times<Item>(count: number, item: Item): readonly Item[] {
  return Array.from({ length: count }, () => item);
}
