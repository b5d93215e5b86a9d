import { tasks, type TaskStage } from '../../../harness/scenario.ts';
import type * as Attempt from './starter/template.ts';

/** Some who take one piece each, all at once. What they call completes in any order. */
function takers(stage: TaskStage, pieces: number, names: readonly string[]) {
  const { take } = stage.load<typeof Attempt>('template.ts');
  const table = stage.table('stock', { pieces });
  const stock: Attempt.Stock = {
    read: async () => (await table.read('pieces')) ?? 0,
    write: (left) => table.write('pieces', left),
  };
  const takes = names.map((name) => stage.task(name, () => take(stock)));
  return () => ({ left: table.peek('pieces') ?? 0, taken: takes.map((task) => task.result()) });
}

export const one = tasks('one takes a piece', (stage) => takers(stage, 2, ['Ada']));
export const two = tasks('two take a piece each', (stage) => takers(stage, 2, ['Ada', 'Bo']));
