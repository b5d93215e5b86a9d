import { family, tasks, type TaskStage } from '../../../harness/scenario.ts';
import type * as Hello from '../../../../exercises/00-welcome/01-hello/hello.ts';

/** Two guests who take their time to answer; `quick` ones answer at once. */
function party(stage: TaskStage, names: readonly [string, string], { task = 'welcome', quick = false } = {}) {
  const { welcome } = stage.load<typeof Hello>('hello.ts');
  const asked = [0, 0];
  let answers = 0;
  let answersAtEnd = 0;
  let ended = false;
  let alone = false;
  const guest = (index: 0 | 1) => (): Promise<string> => {
    asked[index]! += 1;
    const answer = (): string => {
      answers += 1;
      return names[index];
    };
    if (quick) return Promise.resolve(answer());
    const run = (): string => {
      alone ||= asked.includes(0);
      return answer();
    };
    return stage.operation({ name: `${['first', 'second'][index]} guest`, run });
  };
  if (task === 'welcome') stage.show('ended', () => (ended ? 'yes' : 'no'));
  const sign = stage.task(task, async () => {
    try {
      return await welcome(guest(0), guest(1));
    } finally {
      answersAtEnd = answers;
      ended = true;
    }
  });
  const [one, other] = names.map((name) => `Hello, ${name}!`);
  return () => ({ sign: sign.result(), wanted: [`${one} ${other}`, `${other} ${one}`], asked, answersAtEnd, alone });
}

const guests = {
  ada: (stage: TaskStage) => party(stage, ['Ada', 'Grace']),
  bo: (stage: TaskStage) => party(stage, ['bo', 'Mary Ann']),
  kim: (stage: TaskStage) => party(stage, ['Kim', 'Kim']),
  quick: (stage: TaskStage) => party(stage, ['Ada', 'Grace'], { quick: true }),
  another: (stage: TaskStage) => {
    party(stage, ['Ada', 'Grace'], { task: 'other welcome', quick: true });
    return party(stage, ['Bo', 'Wangari']);
  },
};

export const two = family(['ada', 'bo', 'kim', 'quick', 'another'], (names) =>
  tasks(`two guests: ${names}`, guests[names]),
);
