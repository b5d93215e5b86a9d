// Git's merge driver for the learner's files (see course/pull.ts): where both the kit and the
// learner changed one, the learner's version stays. Plain JavaScript: git runs it during a pull.
//
// Which side is the kit's depends on what git is doing: in a merge the kit is "theirs", in a
// rebase or when uncommitted work is put back it is "ours". The commit that was just fetched knows.
import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';

const [ours, theirs, path] = process.argv.slice(2);
const git = (...args) => execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

/** What the kit has at this path now. */
const kits = () => {
  try {
    return git('rev-parse', '--verify', '--quiet', `FETCH_HEAD:${path}`);
  } catch {
    return undefined;
  }
};

const kit = kits();
const isKits = (file) => git('hash-object', '--no-filters', file) === kit;

// Git takes the result from the first file, and exit code 0 for "merged".
if (isKits(ours)) copyFileSync(theirs, ours);
else if (!isKits(theirs)) process.exitCode = 1; // Two versions by people: that is theirs to decide.
