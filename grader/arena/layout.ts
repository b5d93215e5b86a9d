/** Names inside the folder where the judge stages an attempt and the arena finds it. */

/** The attempt as one script, for instruments T and S; named so in stack traces. */
export const programFile = 'attempt.js';

/** Folder with the attempt as one module a file, for instrument R. */
export const realFolder = 'real';

/** The exercise's scenarios, bundled. */
export const scenarioFile = 'scenario.mjs';

/** Folder in the compiled runtime with a program of ours, staged like an attempt, that threads warm up with. */
export const warmUpFolder = 'warm-up';
