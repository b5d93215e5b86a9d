import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { oneExercise, racelings, repository, withOneExercise } from './clone.ts';

const id = oneExercise;
afterEach(() => void vi.unstubAllEnvs());

const edits = `## nowhere

wrong-result in "two guests are greeted"

Changes what is not there.

\`\`\`diff
-no such line
\`\`\`
`;

test('author check names everything that is not as it must be', async () => {
  const root = await withOneExercise();
  const path = (tree: string, name: string): string => join(root, tree, id, name);
  const solution = await readFile(path('solutions', 'hello.ts'), 'utf8');
  const starter = await readFile(path('exercises', 'hello.ts'), 'utf8');
  const grader = join('grader', 'exercises');

  await writeFile(path('exercises', 'notes.txt'), 'mine');
  await writeFile(path('exercises', 'hello.ts'), starter.replace('TODO', 'DONE'));
  await writeFile(path('exercises', 'README.md'), '# Hello\n\n## See it\n\nnpm run demo -- hallo\n');
  await rm(path('exercises', 'demo.ts'));
  await writeFile(path(grader, 'hints.md'), '## One\n\nText.\n\n## Two\n');
  await writeFile(path(grader, 'starter/hello.ts'), `${starter.replace('TODO', '')}\nexport const x: string = 1;\n`);
  for (const side of ['right', 'wrong']) await mkdir(path(grader, side));
  await cp(path('solutions', 'hello.ts'), path(grader, 'right/same.ts'));
  await cp(path('exercises', 'hello.ts'), path(grader, 'right/starter.ts'));
  await writeFile(
    path(grader, 'wrong/right.ts'),
    `// race in "the sign says both"\n// somebody thinks so\n${solution}`,
  );
  await writeFile(path(grader, 'wrong/nameless.ts'), solution);
  await writeFile(path(grader, 'wrong/edits.md'), edits);
  await cp(path('solutions', ''), path(grader, 'wrong/folder'), { recursive: true });
  await writeFile(path(grader, 'wrong/folder/other.ts'), '');
  const metadata = path(grader, 'exercise.json');
  await writeFile(metadata, (await readFile(metadata, 'utf8')).replace('"race"', '"deadlock"'));
  // No name leads there, and it is not dropped silently.
  await cp(path('exercises', ''), join(root, 'exercises', '00-welcome', '2-bye'), { recursive: true });

  const { code, stdout } = await racelings(root, 'author', 'check');
  const text = stdout.replace(/\s+/g, ' ');
  expect(code).toBe(1);
  for (const problem of [
    'exercises/00-welcome/2-bye is not named like 02-lost-update',
    '✗ 1/2',
    '✗ 0/4',
    'exercises: notes.txt does not belong there',
    'exercises: demo.ts is missing',
    'exercises: hello.ts differs from its copy in starter/',
    'exercises: no file has a TODO',
    'exercises: README.md has no story before its first ##',
    'exercises: README.md says `hallo`, which does not name this exercise alone',
    'hints.md: 2 hints; at least 3 are needed',
    'hints.md: "Two" is empty',
    'starter: expected deadlock; it got race',
    'starter/hello.ts line',
    'right/starter.ts: it got race',
    'wrong/right.ts: expected race in "the sign says both"; it passed',
    'wrong/nameless.ts: it does not begin with `// kind in "title of the check"`',
    'wrong/nowhere: its edit fits nowhere: `no such line`',
    'grader/exercises: wrong/folder/other.ts does not belong there',
    `No wrong answer triggers these checks: ${id} "two guests are greeted"`,
  ]) {
    expect.soft(text).toContain(problem);
  }
});

test('what is proved is judged again only where it may have changed, or where it is asked for', async () => {
  vi.stubEnv('CI', '');
  const root = await withOneExercise();
  const grader = join(root, 'grader', 'exercises', id);
  for (const side of ['right', 'wrong']) await mkdir(join(grader, side));
  await cp(join(root, 'solutions', id, 'hello.ts'), join(grader, 'right', 'same.ts'));
  const wrong = '// missing-export in "two guests are greeted"\n// forgets to export it\n';
  await writeFile(join(grader, 'wrong', 'nothing.ts'), wrong);
  const first = await racelings(root, 'author', 'check', '--write');
  expect(first.stdout).toContain('Answers  4 passed (4; 4 judged now)');
  // Every check asks for the export, and so is triggered by what has none.
  expect(first.stdout).not.toContain('No wrong answer triggers');
  const path = join(grader, 'proof.json');
  const proof = await readFile(path, 'utf8');

  await writeFile(join(grader, 'wrong', 'nothing.ts'), `${wrong}export const other = 1;\n`);
  expect((await racelings(root, 'author', 'check')).stdout).toContain('Answers  4 passed (4; 1 judged now)');
  expect(await readFile(path, 'utf8')).toBe(proof);

  await writeFile(path, proof.replace(/("solution": .*"orders":")\d+/, '$11'));
  const { code, stdout } = await racelings(root, 'author', 'check', '--all');
  expect(stdout.replace(/\s+/g, ' ')).toMatch(
    /solution: its proof does not hold: it says \["passed","1",.* but now it is/,
  );
  expect(code).toBe(1);
});

test('no proof is written where nobody would review it', async () => {
  vi.stubEnv('CI', 'true');
  const { code, stderr } = await racelings(repository, 'author', 'check', '--write');
  expect(stderr).toContain('`--write` does not work in CI: what it changes is for you to review.');
  expect(code).toBe(2);
});
