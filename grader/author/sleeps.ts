import { parseAst } from 'vitest/node';
import { attemptOf, type AttemptFiles } from '../course/attempt.ts';

/*
 * Answers that let time pass instead of waiting: each `await` of an answer is replaced with each way to sleep. The
 * operation that was awaited still begins.
 */

const sleeps = {
  'setTimeout of 1 ms': 'new Promise((wake) => setTimeout(wake, 1))',
  'setTimeout of 1 s': 'new Promise((wake) => setTimeout(wake, 1000))',
  'setTimeout of 60 s': 'new Promise((wake) => setTimeout(wake, 60_000))',
  'timers/promises of 1 s': "(await import('node:timers/promises')).setTimeout(1000)",
  'Atomics.wait of 1 s': 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)',
} as const;

export type Sleeper = {
  /** `pool.ts:43 setTimeout of 1 ms` */
  readonly title: string;
  readonly files: AttemptFiles;
};

/** All of them, in the order of files, lines and ways. */
export function sleepers({ files }: AttemptFiles): readonly Sleeper[] {
  return files.flatMap((file) => {
    if (file.state !== 'text') return [];
    const { name, text } = file;
    return awaitsIn(parseAst(text, { lang: 'ts' }, name)).flatMap(({ start, end, argument }) =>
      Object.entries(sleeps).map(([way, sleep]): Sleeper => {
        const begun = text.slice(argument.start, argument.end);
        const changed = `${text.slice(0, start)}(${begun}, await ${sleep} as never)${text.slice(end)}`;
        const line = text.slice(0, start).split('\n').length;
        const others = files.map((other) => (other === file ? { ...file, text: changed } : other));
        return { title: `${name}:${line} ${way}`, files: attemptOf(others) };
      }),
    );
  });
}

type Await = { readonly start: number; readonly end: number; readonly argument: Omit<Await, 'argument'> };

function awaitsIn(node: unknown): readonly Await[] {
  if (Array.isArray(node)) return node.flatMap((each) => awaitsIn(each));
  if (typeof node !== 'object' || node === null) return [];
  const inside = Object.values(node).flatMap((value) => awaitsIn(value));
  const isAwait = 'type' in node && node.type === 'AwaitExpression';
  return isAwait ? [node as unknown as Await, ...inside] : inside;
}
