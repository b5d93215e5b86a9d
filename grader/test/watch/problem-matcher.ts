import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

type Matcher = {
  readonly pattern: {
    readonly regexp: string;
    readonly file: number;
    readonly line: number;
    readonly code: number;
    readonly message: number;
  };
  readonly background: { readonly beginsPattern: string; readonly endsPattern: string };
};
type Tasks = { readonly tasks: readonly [{ readonly problemMatcher: Matcher }] };

export type Problem = { readonly file: string; readonly line: number; readonly kind: string; readonly message: string };

/**
 * Reads what `npm start -- --plain` wrote as VS Code does, with the matcher of `.vscode/tasks.json`: a first line clears
 * what was there, a last line shows what came between.
 *
 * @returns the problems that an editor would show after each verdict.
 */
export const problemsOf = async (output: string): Promise<readonly (readonly Problem[])[]> => {
  const { tasks } = JSON.parse(
    await readFile(join(import.meta.dirname, '..', '..', '..', '.vscode', 'tasks.json'), 'utf8'),
  ) as Tasks;
  const { pattern, background } = tasks[0].problemMatcher;
  const [begins, ends, problem] = [background.beginsPattern, background.endsPattern, pattern.regexp].map(
    (text) => new RegExp(text),
  ) as [RegExp, RegExp, RegExp];
  const shown: Problem[][] = [];
  let open: Problem[] | undefined;
  for (const line of output.split('\n')) {
    const match = problem.exec(line);
    if (begins.test(line)) open = [];
    else if (ends.test(line)) {
      if (open) shown.push(open);
      open = undefined;
    } else if (match) {
      const part = (index: number): string => match[index] ?? '';
      if (!open) throw new Error(`a problem outside a verdict: ${line}`);
      open.push({
        file: part(pattern.file),
        line: Number(part(pattern.line)),
        kind: part(pattern.code),
        message: part(pattern.message),
      });
    }
  }
  return shown;
};
