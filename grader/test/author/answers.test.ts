import { expect, test } from 'vitest';
import { readAnswers, type Answer, type Side } from '../../author/answers.ts';
import { readExercise } from '../../course/exercise.ts';
import { exerciseTree, temporaryKit, type Tree } from '../kit.ts';

const id = '01-track/01-exercise';
const grader = `grader/exercises/${id}`;

const answersOf = async (side: Side, tree: Tree, changes: object = {}): Promise<readonly Answer[]> => {
  const root = await temporaryKit({ ...exerciseTree(id, changes), ...tree });
  return readAnswers(await readExercise(root, id), side);
};

const textsOf = ({ files }: Answer): Readonly<Record<string, string>> =>
  Object.fromEntries(files.files.map((file) => [file.name, file.state === 'text' ? file.text : file.state]));

const edits = (markdown: string): Tree => ({ [`${grader}/wrong/edits.md`]: markdown });

const fence = '```';
const section = (head: string, diff = '-42\n+41\n'): string =>
  `## off-by-one\n\n${head}\n\nCounts from\nzero.\n\n${fence}diff\n${diff}${fence}\n`;

test('a file replaces the main file, a folder what it has, and the rest is the solution', async () => {
  const answers = await answersOf(
    'wrong',
    {
      [`solutions/${id}/other.ts`]: 'the rest\n',
      [`${grader}/wrong/file.ts`]: '// race in "all (at "once")"\n// forgets: it\nmain\n',
      [`${grader}/wrong/folder/other.ts`]: '// leak in "the end"\n// a reason\nother\n',
    },
    { files: ['main.ts', 'other.ts'] },
  );
  expect(answers.map(({ name, expects }) => [name, expects])).toEqual([
    ['wrong/file.ts', { kind: 'race', check: 'all (at "once")', why: 'forgets: it' }],
    ['wrong/folder', { kind: 'leak', check: 'the end', why: 'a reason' }],
  ]);
  expect(answers.map(textsOf)).toEqual([
    { 'main.ts': expect.stringMatching(/main\n$/), 'other.ts': 'the rest\n' },
    { 'main.ts': 'export const answer = 42;\n', 'other.ts': expect.stringMatching(/other\n$/) },
  ]);
});

test('an edit changes the solution, or a right answer, in any of their files', async () => {
  const [edit] = await answersOf(
    'wrong',
    {
      [`solutions/${id}/other.ts`]: 'a(1);\nb();\nc();\n',
      [`${grader}/right/twice.ts`]: 'export const answer = 2 *\n  21;\n',
      ...edits(
        `${section('race in "it counts", from right/twice.ts', '-2 * 21\n+2 * 20\n')}
${fence}diff other.ts
 a(1);
-b();
@@
-c();
+d();
${fence}
`,
      ),
    },
    { files: ['main.ts', 'other.ts'] },
  );
  expect(edit).toMatchObject({
    name: 'wrong/off-by-one',
    expects: { kind: 'race', check: 'it counts', why: 'Counts from zero.' },
  });
  expect(edit && textsOf(edit)).toEqual({ 'main.ts': 'export const answer = 2 * 20;\n', 'other.ts': 'a(1);\nd();\n' });
});

const form = 'its form is not `## name`, `kind in "title of the check"`, why somebody writes it, ```diff';
test.each([
  ['no check is named', edits(section('race: a reason')), form],
  ['there is no reason', edits('## name\n\nrace in "a check"\n\n```diff\n-1\n+2\n```\n'), form],
  ['there is no diff', edits('## name\n\nrace in "a check"\n\nWhy.\n\n```ts\n-1\n+2\n```\n'), form],
  ['a line has no mark', edits(section('race in "a check"', '-42\n*41\n')), 'in its diff `*41` does not begin with'],
  ['it does not fit', edits(section('race in "a check"', '-43\n+41\n')), 'its edit fits nowhere: `43`'],
  [
    'its base is gone',
    edits(section('race in "a check", from right/x.ts')),
    'there is no answer `right/x.ts` to change',
  ],
  ['its file is none', edits(section('race in "c"').replace('diff', 'diff x.ts')), 'there is no file `x.ts` to change'],
  [
    'another one has its name',
    { ...edits(section('race in "a check"')), [`${grader}/wrong/off-by-one.ts`]: '// race in "a check"\n// why\n' },
    'another answer has the same name',
  ],
  [
    'a whole file does not say what must find it',
    { [`${grader}/wrong/file.ts`]: '// somebody thinks so\n' },
    'it does not begin with `// kind in "title of the check"`',
  ],
])('there is nothing to judge where %s', async (_name, tree, problem) => {
  const answers = await answersOf('wrong', tree);
  expect(answers.at(-1)?.problem).toContain(problem);
});

test('a right answer needs no comment', async () => {
  const answers = await answersOf('right', { [`${grader}/right/other.ts`]: 'export const answer = 6 * 7;\n' });
  expect(answers).toMatchObject([{ name: 'right/other.ts' }]);
  expect(answers[0]).not.toHaveProperty('problem');
});
