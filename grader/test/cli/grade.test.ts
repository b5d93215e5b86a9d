import { appendFile, cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clone, oneExercise as id, racelings, repository, type Ended } from './clone.ts';

const blockingRead = '01-event-loop/02-blocking-read';
const lostUpdate = '02-async-races/01-lost-update';
const result = (stdout: string): unknown => JSON.parse(stdout);

const failedResult = {
  schemaVersion: 2,
  node: process.versions.node,
  platform: process.platform,
  results: [
    {
      exercise: id,
      verdict: 'failed',
      checks: expect.arrayContaining([{ title: 'two guests are greeted', passed: false }]),
      reach: { schedules: expect.any(Number), sharedTurns: expect.any(Number), complete: expect.any(Boolean) },
      findings: expect.arrayContaining([expect.objectContaining({ kind: 'race' })]),
      figures: [],
      output: { text: '', lost: 0 },
      durationMs: expect.any(Number),
    },
  ],
};

describe('grade', () => {
  /** A learner's clone, and what came of the starter in it, with a page: several tests look at that. */
  let learner: string;
  let failed: Ended & { readonly page: string; readonly token: string };
  let remove = async (): Promise<void> => {};
  beforeAll(async () => {
    learner = await clone({ exercises: [id, blockingRead], finished: (removal) => (remove = removal) });
    const page = join(learner, 'hello.html');
    const ended = await racelings(learner, 'grade', 'hello', '--html', page, '--json');
    const [, token = 'no token'] = /"replay": "([^"]+)"/.exec(ended.stdout) ?? [];
    failed = { ...ended, page: await readFile(page, 'utf8'), token };
  });
  afterAll(async () => remove());

  test('judges the learner files, says what failed, remembers a pass, and goes on with the next exercise', async () => {
    await cp(join(learner, 'solutions', id, 'hello.ts'), join(learner, 'exercises', id, 'hello.ts'));
    expect(await racelings(learner, 'grade', 'hello')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^✓ hello +passed\n/),
    });
    const progress = await readFile(join(learner, '.racelings', 'progress.txt'), 'utf8');
    expect(progress).toMatch(/^00-welcome\/01-hello passed=\S+ hash=\S+ attempts=2 hints=0$/m);
    const next = await racelings(learner, 'grade');
    expect(next).toMatchObject({ code: 1, stderr: '' });
    expect(next.stdout).toMatch(/^✗ .* blocked-loop$/m);
  });

  test('says of the deposits what the README shows', async () => {
    const other = await clone({ exercises: [lostUpdate] });
    const readme = await readFile(join(repository, 'README.md'), 'utf8');
    const [, sample = 'no sample'] = /```\n(✗ two deposits[^]*?)```/.exec(readme) ?? [];
    expect((await racelings(other, 'grade', 'lost-update')).stdout).toContain(sample);
    const solution = join('solutions', lostUpdate);
    const [, orders] = /`(all [\d,]+ orders, [^`]*)`/.exec(readme) ?? [];
    expect((await racelings(other, 'grade', 'lost-update', '--attempt', solution)).stdout).toContain(
      orders?.replaceAll('\n', ' '),
    );
  });

  test('--json writes one document to stdout, and nothing else, with a page beside it as well', () => {
    const { code, stdout, stderr } = failed;
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(result(stdout)).toEqual(failedResult);
  });

  test('--html writes a page beside the verdict', () => {
    expect(failed.page).toContain('Hello, both of you: not passed');
    expect(failed.page).toContain('hello.ts');
    // The script is there: what steps through the drawing.
    expect(failed.page).toMatch(/<script>\S/);
  });

  test('--attempt judges a folder in place of the learner files, and the starter where it lacks some', async () => {
    const root = await clone({ exercises: [id] });
    const solved = await racelings(root, 'grade', 'hello', '--json', '--attempt', join('solutions', id));
    expect(solved).toMatchObject({ code: 0, stderr: '' });
    expect(result(solved.stdout)).toMatchObject({ results: [{ verdict: 'passed', findings: [] }] });
    await mkdir(join(root, 'an empty folder'));
    const empty = await racelings(root, 'grade', 'hello', '--json', '--attempt', 'an empty folder');
    expect(empty.code).toBe(1);
    expect(result(empty.stdout)).toEqual(failedResult);
    expect(await readdir(root)).not.toContain('.racelings');
  });

  test.each([
    ['hello.ts', 'ends in `.html`'],
    [join('nowhere', 'hello.html'), 'There is no folder'],
  ])('--html %s is refused before anything is judged', async (page, why) => {
    const root = await clone({ exercises: [id] });
    const refused = await racelings(root, 'grade', 'hello', '--html', page);
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(why) });
  });

  test('--replay runs the schedule of a finding again', async () => {
    const root = await clone({ exercises: [id] });
    const [, message] = /"message": (".*")/.exec(failed.stdout) ?? [];
    const again = await racelings(root, 'grade', 'hello', '--json', '--replay', failed.token);
    expect(again).toMatchObject({ code: 1, stderr: '' });
    expect(again.stdout).toContain(`"message": ${message}`);
    const nonsense = await racelings(root, 'grade', 'hello', '--json', '--replay', 'nonsense');
    expect(nonsense).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('The token is damaged') });
  });

  test('--replay of an order of code that has changed shows the nearest of the code as it is now', async () => {
    const root = await clone({ exercises: [id] });
    const file = join(root, 'exercises', id, 'hello.ts');
    const { token } = failed;
    await appendFile(file, '// The same program.\n');
    const changed = await racelings(root, 'grade', 'hello', '--replay', token);
    expect(changed).toMatchObject({ code: 1, stderr: '' });
    expect(changed.stdout).toMatch(
      /^The code has changed since this token was printed, so its order is gone\.\nOf the/,
    );
    const [, fresh = token] = /--replay (\S+)/.exec(changed.stdout) ?? [];
    expect(fresh.split('.').toSpliced(2, 1)).toEqual(token.split('.').toSpliced(2, 1));
    expect(fresh).not.toBe(token);
    await cp(join(root, 'solutions', id, 'hello.ts'), file);
    const solved = await racelings(root, 'grade', 'hello', '--replay', token);
    expect(solved).toMatchObject({ code: 0, stdout: expect.stringContaining('was judged instead.\n\n✓ hello') });
  });
});
