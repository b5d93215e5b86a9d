/** A place in the learner's files: path relative to the exercise's folder, line from 1. */
export type Location = { readonly file: string; readonly line: number };
