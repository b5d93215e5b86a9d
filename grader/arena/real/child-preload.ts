import { nameAsWritten, startFromCompiled } from '../common/compiled-entry.ts';

/* Loaded by each child process of a real run, and by its workers, before the file of the attempt that they run. */

nameAsWritten();
startFromCompiled(__filename);
// The attempt does not see an option that it did not ask for.
const option = process.execArgv.indexOf(__filename);
if (option > 0) process.execArgv.splice(option - 1, 2);
