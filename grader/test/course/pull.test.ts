import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { keepSolutionsOnPull } from '../../course/pull.ts';
import { repository } from '../cli/clone.ts';
import { exerciseTree, plant, temporaryKit, type Tree } from '../kit.ts';

const id = '00-welcome/01-hello';
const main = `exercises/${id}/main.ts`;
const starter = `grader/exercises/${id}/starter/main.ts`;

/** Settings of the machine that runs the tests must not decide. */
const env = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
  GIT_MERGE_AUTOEDIT: 'no',
};

const git = async (cwd: string, ...args: readonly string[]): Promise<string> =>
  (await promisify(execFile)('git', args, { cwd, env })).stdout;

const commit = async (root: string, tree: Tree, message: string): Promise<void> => {
  await plant(root, tree);
  await git(root, 'add', '--all');
  await git(root, 'commit', '--message', message);
};

const text = async (root: string, path: string): Promise<string> => readFile(join(root, path), 'utf8');

/** A kit in one repository, and a learner's clone of its first version in another. */
const kitAndClone = async (): Promise<{ readonly kit: string; readonly learner: string }> => {
  const kit = await temporaryKit(exerciseTree(id));
  await cp(join(repository, '.gitattributes'), join(kit, '.gitattributes'));
  await cp(join(repository, 'grader', 'keep-yours.mjs'), join(kit, 'grader', 'keep-yours.mjs'));
  await git(kit, 'init', '--initial-branch=main');
  await commit(kit, {}, 'Version 1');
  const learner = join(dirname(kit), 'learner');
  await git(dirname(kit), 'clone', '--quiet', kit, learner);
  await keepSolutionsOnPull(learner);
  return { kit, learner };
};

/** Another starter for the same exercise, other words about it, and an exercise that is new. */
const version2: Tree = {
  [main]: '// A better starter.\nexport const answer = 1; // TODO\n',
  [starter]: '// A better starter.\nexport const answer = 1; // TODO\n',
  [`exercises/${id}/README.md`]: '# A title\n\nA better story.\n',
  ...exerciseTree('00-welcome/02-new'),
};

const mine = '// hours of work\nexport const answer = 42;\n';

describe('git pull of a newer kit', () => {
  const expectNewKit = async (learner: string): Promise<void> => {
    expect(await text(learner, starter)).toBe(version2[starter]);
    expect(await text(learner, `exercises/${id}/README.md`)).toBe(version2[`exercises/${id}/README.md`]);
    expect(await text(learner, 'exercises/00-welcome/02-new/main.ts')).toContain('TODO');
    expect(await git(learner, 'diff', '--name-only', '--diff-filter=U')).toBe('');
    expect(await git(learner, 'stash', 'list')).toBe('');
  };

  test('leaves a solution alone that was never committed', async () => {
    const { kit, learner } = await kitAndClone();
    await plant(learner, { [main]: mine, '.racelings/progress.txt': 'precious' });
    await commit(kit, version2, 'Version 2');
    await git(learner, 'pull');
    expect(await text(learner, main)).toBe(mine);
    expect(await text(learner, '.racelings/progress.txt')).toBe('precious');
    await expectNewKit(learner);
  });

  test.each(['false', 'true'])(
    'leaves one alone that was committed, and work since then (pull.rebase=%s)',
    async (rebase) => {
      const { kit, learner } = await kitAndClone();
      await git(learner, 'config', 'pull.rebase', rebase);
      await commit(learner, { [main]: '// a first try\nexport const answer = 41;\n' }, 'Try');
      await plant(learner, { [main]: mine, [`exercises/${id}/demo.ts`]: 'console.log("mine");\n' });
      await commit(kit, version2, 'Version 2');
      await git(learner, 'pull');
      expect(await text(learner, main)).toBe(mine);
      expect(await text(learner, `exercises/${id}/demo.ts`)).toBe('console.log("mine");\n');
      await expectNewKit(learner);
    },
  );

  test('brings the new starter of an exercise that was not begun', async () => {
    const { kit, learner } = await kitAndClone();
    await commit(kit, version2, 'Version 2');
    await git(learner, 'pull');
    expect(await text(learner, main)).toBe(version2[main]);
    await expectNewKit(learner);
  });

  test('keeps a solution when its exercise has moved, and again at the next pull', async () => {
    const { kit, learner } = await kitAndClone();
    await writeFile(join(learner, main), mine);
    await git(kit, 'mv', 'exercises/00-welcome', 'exercises/01-welcome');
    await commit(kit, {}, 'Move');
    await git(learner, 'pull');
    expect(await text(learner, 'exercises/01-welcome/01-hello/main.ts')).toBe(mine);
    await commit(
      kit,
      { 'exercises/01-welcome/01-hello/main.ts': 'export const answer = 7; // TODO\n' },
      'Another starter',
    );
    await git(learner, 'pull');
    expect(await text(learner, 'exercises/01-welcome/01-hello/main.ts')).toBe(mine);
  });
});

test('a choice about pulling that was made before stays', async () => {
  const { learner } = await kitAndClone();
  await git(learner, 'config', 'pull.rebase', 'true');
  await keepSolutionsOnPull(learner);
  expect((await git(learner, 'config', 'pull.rebase')).trim()).toBe('true');
});

test('a repository around the kit is left as it is', async () => {
  const outer = await temporaryKit({ 'kit/package.json': '{}' });
  await git(outer, 'init');
  const before = await text(outer, '.git/config');
  await keepSolutionsOnPull(join(outer, 'kit'));
  expect(await text(outer, '.git/config')).toBe(before);
});
