import type { Happening } from './scenario.ts';

/** Something that happens once, with its place among all that begins and ends. */
export class Moment implements Happening {
  at = Infinity;

  get happened(): boolean {
    return this.at !== Infinity;
  }
}
