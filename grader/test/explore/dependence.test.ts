import { describe, expect, it } from 'vitest';
import { dependence, dependent, footprints } from '../../explore/dependence.ts';
import { kinds } from '../../explore/operation.ts';
import { enumerate } from './machine/enumerate.ts';
import { explore } from './machine/explore.ts';
import { notify, wait, type Program } from './machine/program.ts';
import { randomProgram, type NodeKind } from './machine/random-program.ts';

const load = { kind: 'load', lane: 0, order: 'sc', buffer: 0, byte: 4, size: 4, read: 0 } as const;
const store = { kind: 'store', lane: 1, order: 'sc', buffer: 0, byte: 4, size: 4, wrote: 0 } as const;

describe('two operations on memory', () => {
  it.each([
    ['a write and a read of the same bytes', load, store, true],
    ['two reads', load, { ...load, lane: 1 }, false],
    ['overlapping bytes', load, { ...store, byte: 7, size: 1 }, true],
    ['neighbouring bytes', load, { ...store, byte: 8 }, false],
    ['the same bytes of another buffer', load, { ...store, buffer: 1 }, false],
    ['two actors of one thread', load, { ...load, byte: 100 }, true],
  ] as const)('%s', (_, a, b, expected) => {
    expect([dependent(a, b), dependent(b, a)]).toEqual([expected, expected]);
  });
});

const rules = kinds.flatMap((kind) => footprints[kind].map((touch) => ({ kind, touch })));

/** Programs that between them need every rule. */
const small: readonly Program[] = (
  [
    ['load', 'store', 'add', 'cas'],
    ['wait', 'notify', 'store', 'cas'],
    ['wait', 'notify', 'add'],
    ['post', 'receive', 'mark'],
  ] satisfies NodeKind[][]
).flatMap((of) =>
  Array.from({ length: 150 }, (_, seed) => randomProgram(seed, { threads: 3, length: 2, words: 1, kinds: of })),
);

/** Two of the three may give up while the others still run, and one of them starts late. */
const timeouts: Program = {
  threads: [() => wait(2, 0, 3), () => sleepsTwice(), () => wakesTheNext()],
};

function* sleepsTwice() {
  return [yield* wait(1, 0, 1), yield* wait(0, 0, 3)].join();
}

function* wakesTheNext() {
  return [yield* wait(0, 0, 3), yield* notify(0, 1)].join();
}

const programs = [...small, timeouts];
const expected = programs.map((program) => enumerate(program, 1_000)?.outcomes);

describe('the search without one rule of dependence', () => {
  it.each(
    rules.map((rule) => [`${rule.kind}, ${rule.touch.writes ? 'writes' : 'reads'} ${rule.touch.space}`, rule] as const),
  )('loses outcomes: %s', (_, { kind, touch }) => {
    const mutant = dependence({ ...footprints, [kind]: footprints[kind].filter((each) => each !== touch) });
    const losesSome = programs.some((program, index) => {
      const found = explore(program, { dependent: mutant }).outcomes;
      return [...(expected[index] ?? [])].some((outcome) => !found.has(outcome));
    });
    expect(losesSome).toBe(true);
  });
});
