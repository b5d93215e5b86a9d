import { tasks, type TaskStage } from '../../../harness/scenario.ts';
import type * as Hello from '../../../../exercises/00-welcome/01-hello/hello.ts';

/** Two guests who take their time to answer. */
function party(stage: TaskStage, first: string, second: string) {
  const { welcome } = stage.load<typeof Hello>('hello.ts');
  const guest = (door: string, name: string) => () => stage.operation({ name: door, run: () => name });
  const sign = stage.task('welcome', () => welcome(guest('first guest', first), guest('second guest', second)));
  return () => ({
    sign: sign.result(),
    wanted: [first, second].map((name) => `Hello, ${name}!`),
    together: stage.together('first guest', 'second guest'),
  });
}

export const twoGuests = tasks('two guests', (stage) => party(stage, 'Ada', 'Grace'));
export const otherGuests = tasks('two other guests', (stage) => party(stage, 'Bo', 'Wangari'));
export const sameName = tasks('two guests of one name', (stage) => party(stage, 'Kim', 'Kim'));
