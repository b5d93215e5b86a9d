import { listExercises, readExercise } from '../course/exercise.ts';
import { exercisesNamed } from '../course/names.ts';
import { currentExercise } from '../course/path.ts';
import { ProgressFile } from '../course/progress-file.ts';
import { UserError } from '../course/user-error.ts';
import { runDemo } from '../judge/demo.ts';
import type { Command } from './command.ts';
import { parseFlags } from './flags.ts';

export const demo: Command = {
  help: `npm run demo -- [exercise]

Runs the demo.ts of an exercise on plain Node: real threads, real time, your
files as they are. Without a name it takes the exercise you are at.`,
  run: async (args, { root, signal }) => {
    const { positionals } = parseFlags(args, {});
    const all = await listExercises(root);
    const [exercise, ...more] =
      positionals.length > 0
        ? positionals.flatMap((word) => exercisesNamed(word, all))
        : [currentExercise(all, (await new ProgressFile(root).read()).progress)];
    if (!exercise || more.length > 0) throw new UserError('Name one exercise.');
    return (await runDemo(root, await readExercise(root, exercise.id), { signal })) === 0 ? 0 : 1;
  },
};
