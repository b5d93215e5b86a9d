import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Drive } from '../../drive/drive.ts';
import { readExercise } from '../../course/exercise.ts';
import type { DriveState } from '../../drive/view/state.ts';

const root = join(import.meta.dirname, '../../..');

/** The starter of an exercise, whatever the learner's folder holds. */
async function driveOf(id: string, scenario?: string): Promise<Drive> {
  const exercise = await readExercise(root, id);
  const drive = await Drive.open({
    root,
    exercise,
    folder: exercise.folders.starter,
    ...(scenario !== undefined && { scenario }),
  });
  onTestFinished(async () => drive.close());
  return drive;
}

/** Takes the steps of the first way to a wrong end, one by one. */
async function toFailure(drive: Drive): Promise<DriveState> {
  const way = drive.wayToWrong ?? [];
  for (const choice of way.slice(drive.state.taken)) {
    const index = drive.state.next.findIndex((next) => next.choice === choice);
    expect(index).toBeGreaterThanOrEqual(0);
    await drive.step(index);
  }
  return drive.state;
}

test.each([
  ['00-welcome/01-hello', 'race'],
  ['02-async-races/01-lost-update', 'race'],
  ['04-shared-memory/01-counter', 'data-race'],
  ['04-shared-memory/08-philosophers', 'deadlock'],
])('the starter of %s is driven to its failure', async (id, kind) => {
  const drive = await driveOf(id);
  expect(drive.state.taken).toBe(0);
  const { ending, possible } = await toFailure(drive);
  expect(ending).toMatchObject({ kind: 'wrong', finding: { kind } });
  expect(possible).toEqual({ orders: 1, wrong: 1, complete: true });
});
