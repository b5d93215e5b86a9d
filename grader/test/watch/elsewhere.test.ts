import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readExercises, type Exercise } from '../../course/exercise.ts';
import { Elsewhere } from '../../watch/effects/elsewhere.ts';
import { exerciseTree, temporaryKit } from '../kit.ts';

type Watched = {
  readonly elsewhere: Elsewhere;
  readonly one: Exercise;
  readonly other: Exercise;
  readonly third: Exercise;
  readonly save: (exercise: Exercise) => Promise<void>;
  /** Saves it until that is told. */
  readonly saveAndHear: (exercise: Exercise) => Promise<void>;
  /** What was told, each exercise once in a row. */
  readonly told: () => readonly string[];
  /** What another watcher of the clone was told. */
  readonly stranger: () => readonly string[];
};

const watched = async (): Promise<Watched> => {
  const ids = ['00-welcome/01-one', '00-welcome/02-other', '00-welcome/03-third'];
  const root = await temporaryKit(Object.assign({}, ...ids.map((id) => exerciseTree(id))));
  const [one, other, third] = await readExercises(root);
  if (!one || !other || !third) throw new Error('Expected three exercises');
  const watcher = (heard: string[]): Elsewhere => {
    const elsewhere = new Elsewhere(root, [one, other, third], ({ id }) => void heard.push(id));
    onTestFinished(async () => elsewhere.close());
    return elsewhere;
  };
  const heard: string[] = [];
  const theirs: string[] = [];
  const elsewhere = watcher(heard);
  watcher(theirs);
  let saves = 0;
  const save = async ({ folders, files }: Exercise): Promise<void> =>
    writeFile(join(folders.learner, files[0]), `// ${saves++}`);
  return {
    stranger: () => theirs,
    elsewhere,
    one,
    other,
    third,
    save,
    saveAndHear: async (exercise) => {
      const before = heard.length;
      const next = async (): Promise<readonly string[]> => {
        if (heard.length === before) await save(exercise);
        return heard.slice(before);
      };
      // The system tells of nothing before it watches: then the next save is heard.
      await expect.poll(next, { interval: 1000, timeout: 30_000 }).toContain(exercise.id);
    },
    told: () => heard.filter((id, index) => id !== heard[index - 1]),
  };
};

test('a save of another exercise is told, one of the exercise on the screen is not', async () => {
  const { elsewhere, one, other, third, save, saveAndHear, told } = await watched();
  elsewhere.leaveOut(one);
  await saveAndHear(other);
  await save(one);
  await saveAndHear(third);
  expect(told()).toEqual([other.id, third.id]);
});

test('what we change is not told, however late the system tells of it; the next save of it is', async () => {
  const { elsewhere, one, other, third, save, saveAndHear, told, stranger } = await watched();
  elsewhere.leaveOut(one);
  await elsewhere.ours(other, async () => {
    await saveAndHear(third);
    await save(other);
  });
  // Somebody else, who knows nothing of it, takes it for a save.
  await expect.poll(stranger, { timeout: 30_000 }).toContain(other.id);
  await saveAndHear(third);
  expect(told()).toEqual([third.id]);
  await saveAndHear(other);
});

test('where there was nothing to change, the next save is told', async () => {
  const { elsewhere, one, other, third, save, saveAndHear, told } = await watched();
  elsewhere.leaveOut(one);
  await saveAndHear(third);
  await elsewhere.ours(one, async () => undefined);
  elsewhere.leaveOut(other);
  await save(one);
  await expect.poll(told, { timeout: 30_000 }).toEqual([third.id, one.id]);
});
