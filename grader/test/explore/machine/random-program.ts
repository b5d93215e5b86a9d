import { chance } from '../../../explore/chance.ts';
import { word, type Program, type Request, type Thread } from './program.ts';

const kindsOfNode = [
  'load',
  'store',
  'add',
  'cas',
  'await',
  'acquire',
  'wait',
  'notify',
  'post',
  'receive',
  'mark',
  'when',
] as const;
export type NodeKind = (typeof kindsOfNode)[number];

/** A statement of a random program; `site` tells its place in the text. */
type Node = {
  readonly kind: NodeKind;
  readonly site: number;
  readonly at: number;
  readonly value: number;
  readonly timeout: number;
  /** What `when` guards. */
  readonly guarded: readonly Node[];
};

export type Shape = {
  readonly threads: number;
  /** Most statements in a thread. */
  readonly length: number;
  readonly words: number;
  readonly kinds: readonly NodeKind[];
  /** Rounds after which a waiting loop gives up; absent: never. */
  readonly rounds?: number;
};

/** A small program that depends on nothing but its seed. */
export function randomProgram(seed: number, shape: Shape): Program {
  let draws = 0;
  const below = (limit: number): number => Math.floor(chance(seed, draws++) * limit);
  const node = (depth: number): Node => {
    const kind = shape.kinds[below(shape.kinds.length)] ?? 'load';
    return {
      kind: kind === 'when' && depth > 0 ? 'load' : kind,
      site: draws,
      at: below(shape.words),
      value: below(2),
      timeout: below(3) === 0 ? 1 + below(3) : Infinity,
      guarded: kind === 'when' && depth === 0 ? [node(1)] : [],
    };
  };
  const threads = Array.from({ length: shape.threads }, (_, index) => {
    const body = Array.from({ length: 1 + below(shape.length) }, () => node(0));
    return () => thread(body, index, shape.rounds ?? Infinity);
  });
  return { threads };
}

function* thread(body: readonly Node[], index: number, rounds: number): Thread {
  const seen: (number | string)[] = [];
  for (const node of body) {
    const waits = node.kind === 'await' || node.kind === 'acquire';
    if (!waits) yield* statement(node, index, seen);
    else if (!(yield* waitingLoop(node, rounds))) return 'gave up';
  }
  return seen.join(',');
}

function* waitingLoop(node: Node, rounds: number): Generator<Request, boolean, number | string> {
  const place = { ...word(node.at), site: node.site };
  for (let round = 0; round < rounds; round++) {
    if (node.kind === 'await') {
      if ((yield { kind: 'load', order: 'sc', ...place }) === node.value) return true;
    } else if ((yield { kind: 'cas', expected: 0, value: 1, ...place }) === 0) return true;
  }
  return false;
}

function* statement(node: Node, index: number, seen: (number | string)[]): Generator<Request, void, number | string> {
  const place = { ...word(node.at), site: node.site };
  switch (node.kind) {
    case 'load':
      seen.push(yield { kind: 'load', order: 'sc', ...place });
      break;
    case 'store':
      yield { kind: 'store', order: 'sc', value: node.value, ...place };
      break;
    case 'add':
      seen.push(yield { kind: 'rmw', update: (old) => old + 1, ...place });
      break;
    case 'cas':
      seen.push(yield { kind: 'cas', expected: node.value, value: 1 - node.value, ...place });
      break;
    case 'wait':
      seen.push(yield { kind: 'wait', expected: node.value, timeout: node.timeout, ...place });
      break;
    case 'notify':
      seen.push(yield { kind: 'notify', count: node.value === 0 ? 1 : Infinity, ...place });
      break;
    case 'post':
      yield { kind: 'post', port: 0, message: index };
      break;
    case 'receive':
      // A port has one owner, so nobody takes a message away from another.
      seen.push(yield { kind: index === 0 ? 'receive' : 'post', port: 0, message: index });
      break;
    case 'mark':
      yield { kind: 'mark', matter: node.value };
      break;
    case 'when':
      if (seen.at(-1) === node.value) for (const inner of node.guarded) yield* statement(inner, index, seen);
      break;
  }
}
