import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exercise } from '../../course/exercise.ts';
import type { Collected } from '../collect/collected.ts';
import { filesName } from '../own-files.ts';
import { toCsv } from './csv.ts';

/**
 * Flat copies of the files handed in, a folder for each exercise, with `info.csv` as dolos reads it, and the starter as
 * the template to ignore.
 *
 * @param folder the one that `collect` made
 */
export const dolosFiles = async (
  { learners }: Collected,
  exercises: readonly Exercise[],
  folder: string,
): Promise<readonly { readonly path: string; readonly content: string }[]> => {
  const perExercise = exercises.map(async ({ id, files: names, folders }) => {
    const place = id.replaceAll('/', '-');
    const [main] = names;
    const own = learners.filter(({ files }) => files.includes(`${id}/${main}`));
    const copies = own.map(async ({ key }) => ({
      path: `${place}/${key}.ts`,
      content: await readFile(join(folder, filesName, key, id, main), 'utf8'),
    }));
    const rows = own.map(({ key, name, id: learner, submittedAt }) => [
      `${key}.ts`,
      name,
      learner,
      id,
      submittedAt ?? '',
    ]);
    const info = toCsv([['filename', 'full_name', 'id', 'labels', 'created_at'], ...rows]);
    const template = {
      path: `${place}-template/${main}`,
      content: await readFile(join(folders.starter, main), 'utf8'),
    };
    return [...(await Promise.all(copies)), { path: `${place}/info.csv`, content: info }, template];
  });
  return (await Promise.all(perExercise)).flat();
};
