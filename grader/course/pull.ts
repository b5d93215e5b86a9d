import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const git = promisify(execFile);

/**
 * Settings of this clone (never of the user) that make a `git pull` of a newer kit leave the learner's
 * solutions alone, committed or not:
 *
 * - what is not committed is set aside for the pull, and put back by git itself;
 * - where the kit and the learner both changed a file under `exercises/`, grader/keep-yours.mjs chooses the
 *   learner's. `.gitattributes` says for which files.
 */
const settings: readonly (readonly [name: string, value: string])[] = [
  ['merge.racelings.name', "keep the learner's version of an exercise"],
  ['merge.racelings.driver', 'node grader/keep-yours.mjs %A %B %P'],
  ['merge.autoStash', 'true'],
  ['rebase.autoStash', 'true'],
];

/**
 * Without git, or the right to write, nothing happens: then nothing can be pulled, either. A kit that was
 * copied into somebody's own repository is theirs to merge.
 */
export const keepSolutionsOnPull = async (root: string): Promise<void> => {
  try {
    await access(join(root, '.git'));
    const known = (await git('git', ['config', '--list'], { cwd: root })).stdout.split('\n');
    const isKnown = (line: string): boolean => known.includes(line);
    for (const [name, value] of settings) {
      if (!isKnown(`${name.toLowerCase()}=${value}`))
        await git('git', ['config', '--local', name, value], { cwd: root });
    }
    // Git refuses to pull into a clone with its own commits until somebody has chosen this.
    if (!known.some((line) => line.startsWith('pull.rebase='))) {
      await git('git', ['config', '--local', 'pull.rebase', 'false'], { cwd: root });
    }
  } catch {
    // See above.
  }
};
