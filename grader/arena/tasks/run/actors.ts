import type { Actor } from '../../../explore/model.ts';

/**
 * Numbers for actors, the same in every run of one exploration.
 *
 * An actor is a chain of actions: the first action that a turn creates continues the turn's own actor (a task that
 * awaits one call after the other is one actor), further ones begin actors of their own. These are known by their
 * creator and their place among its children: after the same steps, the same code creates the same actions in the
 * same order.
 */
export class Actors {
  /** By creator plus 1, then by index. */
  readonly #children: Actor[][] = [[]];

  /**
   * @param creator whose turn it is; -1 before the first step
   * @param index how many actions this actor has created before, its own chain aside
   */
  child(creator: Actor, index: number): Actor {
    const children = this.#children[creator + 1] ?? [];
    const known = children[index];
    if (known !== undefined) return known;
    const actor = this.#children.push([]) - 2;
    children[index] = actor;
    return actor;
  }
}
