import { listExercises, readExercise } from '../course/exercise.ts';
import { runDemo } from '../judge/demo.ts';
import type { Command } from './command.ts';
import { parseFlags } from './flags.ts';
import { oneExercise } from './one-exercise.ts';

export const demo: Command = {
  help: `npm run demo -- [exercise]

Runs an exercise's demo.ts on plain Node: real threads, real time, your files as
they are. If you name no exercise, it runs the demo of the one you are at.`,
  run: async (args, { root, signal }) => {
    const { positionals } = parseFlags(args, {});
    const all = await listExercises(root);
    const exercise = await oneExercise(positionals, root, all);
    return (await runDemo(root, await readExercise(root, exercise.id), { signal })) === 0 ? 0 : 1;
  },
};
