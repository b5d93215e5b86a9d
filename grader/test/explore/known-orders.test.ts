import { describe, expect, test } from 'vitest';
import { dependent } from '../../explore/dependence.ts';
import { KnownOrders } from '../../explore/known-orders.ts';
import { inOneTurn, type Actor, type Step } from '../../explore/model.ts';
import type { Operation } from '../../explore/operation.ts';
import { replay } from '../../explore/strategy.ts';
import { litmus } from './cases/litmus.ts';
import { locks } from './cases/locks.ts';
import type { Case } from './cases/case.ts';
import { waiting } from './cases/waiting.ts';
import { enumerate, successor } from './machine/enumerate.ts';
import { explore, run } from './machine/explore.ts';

/** The order that a run belongs to, by the definition: of those steps that may come next, the lowest first. */
function orderOf(steps: readonly Step<Operation>[]): string {
  const isBefore = (a: number, b: number): boolean => {
    const [one, other] = [steps[a], steps[b]];
    if (one === undefined || other === undefined || a >= b) return false;
    return one.actor === other.actor || other.after === a || dependent(one.op, other.op);
  };
  const left = new Set(steps.keys());
  const actors: Actor[] = [];
  while (left.size > 0) {
    const ready = [...left].filter((index) => ![...left].some((other) => isBefore(other, index)));
    const next = ready.reduce((lowest, index) =>
      (steps[index]?.actor ?? 0) < (steps[lowest]?.actor ?? 0) ? index : lowest,
    );
    left.delete(next);
    actors.push(steps[next]?.actor ?? -1);
  }
  return actors.join();
}

type Node = { readonly orders: Set<string>; readonly children: Map<Actor, Node>; readonly begun: readonly Actor[] };

/** All interleavings as a tree; each place knows the orders that can follow it. */
function treeOf({ program }: Case): Node {
  const node = (begun: readonly Actor[]): Node => ({ orders: new Set(), children: new Map(), begun });
  const root = node([]);
  let prefix: readonly Actor[] | undefined = [];
  while (prefix !== undefined) {
    const { steps } = run(program, replay(prefix));
    const order = orderOf(steps);
    root.orders.add(order);
    let at = root;
    for (const { actor } of steps) {
      const next: Node = at.children.get(actor) ?? node([...at.begun, actor]);
      at.children.set(actor, next);
      next.orders.add(order);
      at = next;
    }
    prefix = successor(steps);
  }
  return root;
}

function* placesOf(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children.values()) yield* placesOf(child);
}

const cases = [...litmus, ...locks, ...waiting].filter(
  (each) => each.orders > 1 && each.orders <= 100 && enumerate(each.program, 800),
);

test('there are ten programs at least', () => {
  expect(cases.length).toBeGreaterThanOrEqual(10);
});

describe('what is still possible is what enumeration says', () => {
  test.each(cases.map((each) => [each.name, each] as const))('of %s', (_, each) => {
    const known = new KnownOrders<Operation>(dependent);
    for (const { steps, end } of explore(each.program).runs) if (end === 'complete') known.add(steps);
    const root = treeOf(each);
    expect(known.size).toBe(root.orders.size);
    for (const { begun, orders, children } of placesOf(root)) {
      const possible = new Set(known.after(begun));
      expect(possible.size).toBe(orders.size);
      if (children.size === 0) {
        expect(possible.size).toBe(1);
        continue;
      }
      // Each order counts at the first child that leads to it: so the children sum up to their parent.
      const counted = new Set<number>();
      const counts = [...children.values()].map((child) => {
        const before = counted.size;
        for (const number of known.after(child.begun)) counted.add(number);
        return counted.size - before;
      });
      expect(counts.reduce((sum, count) => sum + count)).toBe(possible.size);
      expect(counted).toEqual(possible);
      // A thread that is parked in a loop has a step to take, but not yet.
      const next = known.next([...possible], begun);
      expect([...children.keys()].filter((actor) => !next.has(actor))).toEqual([]);
    }
  });
});

describe('where all steps depend on each other', () => {
  const step = (actor: Actor, enabled: readonly Actor[]): Step<string> => ({ actor, op: 'everything', enabled });
  const known = new KnownOrders<string>(() => true);
  known.add([step(0, [0, 1]), step(1, [1])]);
  known.add([step(1, [0, 1]), step(0, [0])]);
  known.add([step(inOneTurn(0, 1), [0, 1]), step(0, [0])]);

  test('the children sum up to their parent, those with two answers in one turn among them', () => {
    expect(known.after([])).toEqual([0, 1, 2]);
    expect([known.after([0]), known.after([1]), known.after([inOneTurn(0, 1)])]).toEqual([[0], [1], [2]]);
  });

  test('a pair is told as what can come next, and what follows it is its order alone', () => {
    expect([...known.next([0, 1, 2], [])]).toEqual([0, 1, inOneTurn(0, 1)]);
    expect(known.rest(2, [inOneTurn(0, 1)])).toEqual([0]);
    expect(known.after([inOneTurn(1, 0)])).toEqual([]);
  });
});
