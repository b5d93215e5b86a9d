import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { scenarioFile } from '../../../arena/common/layout.ts';
import { OutcomeClasses } from '../../../arena/common/outcome-classes.ts';
import { Program } from '../../../arena/common/program.ts';
import { replaceGlobals } from '../../../arena/tasks/realm/globals.ts';
import { Output } from '../../../arena/tasks/realm/output.ts';
import { World } from '../../../arena/tasks/realm/world.ts';
import type { Action } from '../../../arena/tasks/run/action.ts';
import { Actors } from '../../../arena/tasks/run/actors.ts';
import { Beat } from '../../../arena/tasks/run/beat.ts';
import type { Choice } from '../../../arena/tasks/run/choice.ts';
import { takeTurns } from '../../../arena/tasks/run/turns.ts';
import { Subject } from '../../../arena/tasks/scenario/subject.ts';

/*
 * Plain enumeration, with no search of ours in it: after each other everything that can happen, and at one point of a
 * run any two answers in one turn. Answers `explore` as the kit's thread does.
 */

type Point = { readonly count: number; taken: number };

const world = new World(new Output(0), new Beat(workerData.beat));
// As in the kit's thread: Node 22 rejects something of its own before any run.
process.on('unhandledRejection', () => {});
const { originals, builtin } = replaceGlobals(world);

parentPort?.on('message', ({ stage, scenario, budget }: { stage: string; scenario: string; budget: number }) => {
  void (async () => {
    const scenarios = await import(pathToFileURL(join(stage, scenarioFile)).href);
    const subject = new Subject(new Program(stage), scenarios[scenario], builtin, world);
    const exploration = await everyOrder(subject, budget);
    parentPort?.postMessage({ say: 'explored', exploration });
  })();
});

async function everyOrder(subject: Subject, budget: number) {
  const ends = new OutcomeClasses();
  const points: Point[] = [];
  let complete = false;
  for (let runs = 0; runs < budget && !complete; runs++) {
    let depth = 0;
    let isShared = false;
    const choose = (ready: readonly Action[]): Choice | undefined => {
      const choices = choicesOf(ready, isShared);
      const point = (points[depth++] ??= { count: choices.length, taken: 0 });
      const choice = choices[point.taken];
      isShared ||= choice?.length === 2;
      return choice;
    };
    const started = subject.start(new Actors(), { choose });
    await takeTurns(originals.setImmediate, () => started.run.advance());
    const end = started.end();
    if (!started.run.abandoned) ends.add(end, started.run);
    while (points.length > 0 && (points.at(-1)?.taken ?? 0) + 1 >= (points.at(-1)?.count ?? 0)) points.pop();
    const last = points.at(-1);
    if (last !== undefined) last.taken++;
    complete = last === undefined;
  }
  return ends.exploration(complete);
}

function choicesOf(ready: readonly Action[], isShared: boolean): readonly Choice[] {
  const answers = isShared ? [] : ready.filter(({ plan }) => plan.settles === true);
  const pairs = answers.flatMap((one) => answers.flatMap((other): Choice[] => (one === other ? [] : [[one, other]])));
  return [
    ...ready.map((action): Choice => [action]),
    // A call is answered once, so its failure and its answer are no pair.
    ...pairs.filter(([one, other]) => one.plan.insteadOf !== other && other?.plan.insteadOf !== one),
  ];
}
