import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exercise } from './exercise.ts';

/** The start of an exercise's README: all that a screen has room for. */
export type Brief = {
  /** Absolute path of the whole text. */
  readonly path: string;
  /** The paragraphs before the first `##`, one string each, without line breaks. */
  readonly story: readonly string[];
  /** The whole of it, as Markdown. */
  readonly text: string;
};

export const readBrief = async (exercise: Exercise): Promise<Brief> => {
  const path = join(exercise.folders.learner, 'README.md');
  // The README belongs to the learner, who may have deleted it; the exercise works without it.
  const text = await readFile(path, 'utf8').catch(() => '');
  return { path, story: storyOf(text), text };
};

/** For callers that already show the exercise's title. */
export const withoutTitle = (readme: string): string => readme.replace(/^\s*# .*(?:\r?\n)*/, '');

export const storyOf = (readme: string): readonly string[] => {
  const body = withoutTitle(readme).replaceAll('\r\n', '\n');
  const [opening = ''] = body.split(/^(?:##|```)/m);
  return opening
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '');
};
