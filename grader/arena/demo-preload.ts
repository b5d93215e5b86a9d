import { startFromCompiled } from './common/compiled-entry.ts';

/* Loaded before a demo, and before each of its workers: a demo runs on plain Node, from compiled files. */
startFromCompiled();
