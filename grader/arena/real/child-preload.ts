import { nameAsWritten, startFromCompiled } from '../common/compiled-entry.ts';

/* Loaded by each child process of a real run, and by its workers, before the file of the attempt that they run. */

nameAsWritten();
startFromCompiled(__filename);
// What the attempt did not ask for, it does not see.
const option = process.execArgv.indexOf(__filename);
if (option > 0) process.execArgv.splice(option - 1, 2);
