import type { Program } from '../program.ts';

/** The learner's code, as far as a run needs it. */
export type Code = Pick<Program, 'instantiate' | 'locate' | 'text'>;
