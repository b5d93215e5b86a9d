/* The files by which the folders that commands of `class` made are known. */

/** In the folder that `collect` makes: what it found. */
export const listFile = 'collected.json';

/** In the folder that `grade` makes. */
export const journalName = 'journal.jsonl';
