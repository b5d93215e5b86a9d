import type { Case } from './suite.ts';

/** How a case ended; `left out`: the test fails in Node, too. */
export type Result = Case &
  (
    | { readonly end: 'passed' | 'left out' }
    | { readonly end: 'on purpose'; readonly reason: string }
    | { readonly end: 'failed'; readonly reason: string }
  );

/** Passed of run by group, then what failed, and what differs on purpose. */
export function tallied(results: readonly Result[]): string {
  const groups = [...new Set(results.map(({ group }) => group))].toSorted();
  const width = Math.max(...groups.map(({ length }) => length), 'all'.length);
  const row = (title: string, of: readonly Result[]): string => {
    const count = (end: Result['end']): number => of.filter((result) => result.end === end).length;
    const [passed, failed, meant, left] = [
      count('passed'),
      count('failed'),
      count('on purpose'),
      count('left out'),
    ] as const;
    const rest = [
      ...(failed > 0 ? [`${failed} failed`] : []),
      ...(meant > 0 ? [`${meant} on purpose`] : []),
      ...(left > 0 ? [`${left} fail in Node, too`] : []),
    ];
    const share = `${passed} of ${passed + failed + meant} passed`;
    return [title.padEnd(width), share.padEnd(20), rest.join(', ')].join('  ').trimEnd();
  };
  return [
    ...groups.map((name) =>
      row(
        name,
        results.filter(({ group }) => group === name),
      ),
    ),
    row('all', results),
    ...listed('Failed', 'failed', results),
    ...listed('On purpose', 'on purpose', results),
  ].join('\n');
}

function listed(title: string, end: Result['end'], results: readonly Result[]): readonly string[] {
  const lines = results.flatMap((result) =>
    result.end === end && 'reason' in result ? [`  ${result.name}: ${result.reason}`] : [],
  );
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines];
}
