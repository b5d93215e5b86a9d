import type { Row } from '../../../verdict/timeline.ts';

/** A row while the picture is made; `isTurn`: the point of no return. */
export type Drawn = Row & { readonly isTurn?: boolean };

/** Blocks of more rows than this are not searched for. */
const longest = 16;
/** How often a block has to repeat in a row before it is shown only once. */
const times = 3;

/** This many successive accesses to what only one thread touches become one row. */
const manyOwn = 5;

/**
 * Gathers many successive rows that no other thread can notice into one.
 * @param isOwn whether no other thread can notice the row at that index
 */
export function gathered(rows: readonly Drawn[], isOwn: (index: number) => boolean): readonly Drawn[] {
  const kept: Row[] = [];
  for (let index = 0; index < rows.length;) {
    let end = index;
    while (end < rows.length && rows[end]?.lane === rows[index]?.lane && isOwn(end)) end++;
    const many = end - index >= manyOwn;
    const block = rows.slice(index, many ? end : index + 1);
    kept.push(
      ...(many
        ? block.slice(-1).map((last) => ({ ...last, text: `${block.length} accesses to what no other thread touches` }))
        : block),
    );
    index += block.length;
  }
  return kept;
}

/** Shows repeated blocks only once: the iterations of a waiting loop. */
export function folded(rows: readonly Drawn[]): readonly Drawn[] {
  const kept: Row[] = [];
  for (let index = 0; index < rows.length;) {
    const { length, count } = repetition(rows, index);
    const block = rows.slice(index, index + length);
    const last = block.at(-1);
    const note = length === 1 ? `${count} times` : `these ${length} rows ${count} times`;
    kept.push(...(count < times || last === undefined ? block : [...block.slice(0, -1), { ...last, note }]));
    index += length * (count < times ? 1 : count);
  }
  return kept;
}

/** The shortest block from here on that repeats itself often enough, and how often. */
function repetition(rows: readonly Drawn[], start: number): { readonly length: number; readonly count: number } {
  for (let length = 1; length <= longest; length++) {
    let count = 1;
    while (equalBlocks(rows, start, start + length * count, length)) count++;
    if (count >= times) return { length, count };
  }
  return { length: 1, count: 1 };
}

function equalBlocks(rows: readonly Drawn[], a: number, b: number, length: number): boolean {
  for (let offset = 0; offset < length; offset++) {
    const [one, other] = [rows[a + offset], rows[b + offset]];
    if (one === undefined || other === undefined || !equal(one, other)) return false;
  }
  return true;
}

function equal(a: Drawn, b: Drawn): boolean {
  return (
    a.lane === b.lane &&
    a.text === b.text &&
    a.note === b.note &&
    a.isTurn === b.isTurn &&
    a.location?.line === b.location?.line &&
    a.memory.join() === b.memory.join()
  );
}
