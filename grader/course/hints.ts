import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exercise } from './exercise.ts';

/** One level of help, from a question to nearly the answer. */
export type Hint = { readonly title: string; readonly text: string };

export const readHints = async (exercise: Exercise): Promise<readonly Hint[]> =>
  hintsIn(await readFile(join(exercise.folders.grader, 'hints.md'), 'utf8').catch(() => ''));

/** The `##` sections of a hints file; a `##` inside a code fence is no heading. */
export const hintsIn = (markdown: string): readonly Hint[] => {
  const hints: { title: string; lines: string[] }[] = [];
  let isCode = false;
  for (const line of markdown.split(/\r?\n/)) {
    if (/^\s*(```|~~~)/.test(line)) isCode = !isCode;
    if (!isCode && line.startsWith('## ')) hints.push({ title: line.slice(3).trim(), lines: [] });
    else hints.at(-1)?.lines.push(line);
  }
  return hints.map(({ title, lines }) => ({ title, text: lines.join('\n').trim() }));
};
