/* A process answers with its id: what that tells. */

const answered = 'an answer';
export const isAnswer = (text: string | undefined): boolean => /^\d+$/.test(text ?? '');
/** Without the process id, which is another one each time. */
export const inWords = (text: string): string => (isAnswer(text) ? answered : text);

/** How many of them each process has, the fewest first. */
export function counts(processes: readonly string[]): readonly number[] {
  const found = new Map<string, number>();
  for (const each of processes) found.set(each, (found.get(each) ?? 0) + 1);
  return [...found.values()].toSorted((one, other) => one - other);
}
