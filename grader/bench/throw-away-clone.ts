import { cp, mkdtemp, mkdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const repository = dirname(dirname(import.meta.dirname));

/** A copy of the kit in a temporary folder of its own; the caller removes that folder, its parent. */
export const throwAwayClone = async (): Promise<string> => {
  const root = join(await mkdtemp(join(tmpdir(), 'racelings-bench-')), 'clone');
  await mkdir(root);
  const filter = (path: string): boolean => !path.includes(join('grader', 'test'));
  for (const name of ['exercises', 'solutions', 'grader', 'package.json', 'tsconfig.json']) {
    await cp(join(repository, name), join(root, name), { recursive: true, filter });
  }
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
  return root;
};
