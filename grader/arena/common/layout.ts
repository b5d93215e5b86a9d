/** Names inside the folder where the judge stages an attempt and the arena finds it. */

/** The attempt as one script, for instruments T and S; named so in stack traces. */
export const programFile = 'attempt.js';

/** Folder with the attempt as one module per file, for instrument R. */
export const realFolder = 'real';

/** The exercise's scenarios, bundled. */
export const scenarioFile = 'scenario.mjs';

/** In that folder: names of the files that were instrumented to find data races, in the order of their numbers. */
export const instrumentedFile = 'instrumented.json';

/** Module in that folder that instrumented files import. */
export const raceModule = 'racelings-races.mjs';

const linesOfFile = 2 ** 20;

/** A number for a line of an instrumented file; 0 is none. */
export function siteNumber(file: number, line: number): number {
  return file * linesOfFile + line;
}

export function siteOf(site: number): { readonly file: number; readonly line: number } {
  return { file: Math.floor(site / linesOfFile), line: site % linesOfFile };
}
