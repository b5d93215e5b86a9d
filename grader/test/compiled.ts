import { dirname } from 'node:path';
import { compiledKit } from '../compile-kit.mjs';

const folder = await compiledKit(dirname(dirname(import.meta.dirname)));

/** Judges and arenas start three times as fast compiled, as they are where learners start them. */
export const compiledEnvironment: Readonly<Record<string, string>> =
  folder === undefined ? {} : { RACELINGS_COMPILED: folder };
