/* By these files the commands of `class` recognise the folders that they made. */

/** In the folder that `collect` makes: what it found. */
export const listFile = 'collected.json';

/** Beside that list: the folder of the files, by learner. */
export const filesName = 'files';

/** In the folder that `grade` makes. */
export const journalName = 'journal.jsonl';
