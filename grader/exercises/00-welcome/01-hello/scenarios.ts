import { tasks, type TaskStage } from '../../../harness/scenario.ts';
import type * as Hello from '../../../../exercises/00-welcome/01-hello/hello.ts';

type Door = { readonly name: string; asked: number };

/** Two guests, who take their time to answer; the `quick` ones have it on their lips. */
function party(stage: TaskStage, names: readonly [string, string], { task = 'welcome', quick = false } = {}) {
  const { welcome } = stage.load<typeof Hello>('hello.ts');
  const doors = names.map((name): Door => ({ name, asked: 0 }));
  let answers = 0;
  let early = false;
  let alone = false;
  const guest = (label: string, door: Door | undefined) => (): Promise<string> => {
    if (!door) throw new Error('Expected two doors');
    door.asked += 1;
    const answer = (): string => {
      answers += 1;
      return door.name;
    };
    if (quick) return Promise.resolve(answer());
    const run = (): string => {
      alone ||= doors.some(({ asked }) => asked === 0);
      return answer();
    };
    return stage.operation({ name: label, run });
  };
  const sign = stage.task(task, async () => {
    const text = await welcome(guest('first guest', doors[0]), guest('second guest', doors[1]));
    early = answers < 2;
    return text;
  });
  return () => ({
    sign: sign.result(),
    wanted: names.map((name) => `Hello, ${name}!`),
    asked: doors.map(({ asked }) => asked),
    early,
    alone,
  });
}

export const twoGuests = tasks('two guests', (stage) => party(stage, ['Ada', 'Grace']));
export const otherGuests = tasks('two other guests', (stage) => party(stage, ['Bo', 'Wangari']));
export const sameName = tasks('two guests of one name', (stage) => party(stage, ['Kim', 'Kim']));
export const quickGuests = tasks('two quick guests', (stage) => party(stage, ['Ada', 'Grace'], { quick: true }));
export const anotherParty = tasks('another party', (stage) => {
  party(stage, ['Ada', 'Grace'], { task: 'other welcome', quick: true });
  return party(stage, ['Bo', 'Wangari']);
});
