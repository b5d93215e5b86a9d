import { createHash } from 'node:crypto';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readExercise } from '../../course/exercise.ts';
import { tryFileEvents } from '../../watch/effects/file-events.ts';
import { FileWatch } from '../../watch/effects/files.ts';
import { KeptVerdicts } from '../../watch/effects/kept-verdicts.ts';
import type { Found } from '../../watch/model/state.ts';
import { exerciseTree, plant, temporaryKit } from '../kit.ts';
import { failed } from './sample-state.ts';

const id = '00-welcome/01-hello';

test('without any event of the system a save is seen, and so is a file that took its place', async () => {
  const root = await temporaryKit(exerciseTree(id));
  const exercise = await readExercise(root, id);
  const file = join(exercise.folders.learner, 'main.ts');
  let latest: Found | undefined;
  let look: () => void = () => undefined;
  const onRead = (found: Found): void => {
    latest = found;
    look();
  };
  const watch = new FileWatch(exercise, { onRead, onError: (error) => expect.fail(String(error)) });
  onTestFinished(() => watch.close());
  await watch.poll();
  const seen = async (text: string): Promise<void> =>
    new Promise((resolve) => {
      look = () => {
        const [found] = latest?.files.files ?? [];
        if (found?.state === 'text' && found.text === text) resolve();
      };
      look();
    });
  await writeFile(file, 'one');
  await seen('one');
  await writeFile(`${file}.tmp`, 'two');
  await rename(`${file}.tmp`, file);
  await seen('two');
});

test('where events come, the probe says so and leaves nothing behind', async () => {
  const root = await temporaryKit({});
  expect(await tryFileEvents(root)).toMatchObject({ work: true });
  expect(await readdir(join(root, '.racelings'))).toEqual([]);
});

test('where no file can be written, events are not relied on', async () => {
  const root = await temporaryKit({ '.racelings': 'a file is in the way' });
  expect(await tryFileEvents(root)).toEqual({ work: false, reason: 'no file could be written for a test (EEXIST)' });
});

test('the last verdict is kept, and one that is damaged or of another version counts as nothing', async () => {
  const root = await temporaryKit(exerciseTree(id));
  const exercise = await readExercise(root, id);
  const kept = new KeptVerdicts(root);
  expect(await kept.read(exercise)).toBeUndefined();
  kept.keep(exercise, { hash: 'old', verdict: failed });
  kept.keep(exercise, { hash: 'abc', verdict: failed });
  await kept.close();
  expect(await kept.read(exercise)).toEqual({ hash: 'abc', verdict: failed });
  const path = join(root, '.racelings', 'verdicts', `${id}.json`);
  const body = (await readFile(path, 'utf8')).split('\n')[1];
  const digest = createHash('sha256').update(`1 ${body}`).digest('hex');
  await writeFile(path, `${digest}\n${body}\n`);
  expect(await kept.read(exercise)).toBeUndefined();
  await plant(root, { [`.racelings/verdicts/${id}.json`]: '0000\n{"hash":"abc"}\n' });
  expect(await kept.read(exercise)).toBeUndefined();
});
