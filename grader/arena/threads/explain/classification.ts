import { isOpen } from '../../../explore/final-state.ts';
import { classify, type Diagnosis } from '../../../explore/classify.ts';
import type { Step } from '../../../explore/model.ts';
import type { Operation } from '../../../explore/operation.ts';
import type { DataRace } from '../../../explore/race.ts';
import type { RunResult } from '../../common/outcome-classes.ts';
import { dataRace, diagnosisFault, tooMuchToFollow } from './faults.ts';
import type { Scene } from '../pool/scene.ts';
import type { Run } from '../block/run.ts';

/**
 * How a run ended: the first of what can be said of it, from the plainest to the subtlest.
 * @param operations of the run
 * @param race the first that they have
 */
export function resultOf(
  scene: Scene,
  run: Run,
  operations: readonly Step<Operation>[],
  race: DataRace | undefined,
): RunResult {
  const { end, chronicles, lost } = run;
  const told = lost?.fault ?? chronicles.find(({ fault }) => fault)?.fault;
  if (told) return { fault: told };
  const outcome = end === 'complete' ? scene.outcome(run) : {};
  const fault =
    (race &&
      dataRace(
        operations,
        race,
        scene.names,
        [race.earlier, race.later].some((index) => run.entries[index]?.verb === 'tearing'),
      )) ??
    (end === 'overflow' ? tooMuchToFollow() : diagnosisFault(operations, diagnose(run, operations), scene.names));
  // A race goes before what is wrong with the outcome that came of it.
  return { ...outcome, ...(fault && { fault }) };
}

function diagnose({ end, finalStates }: Run, operations: readonly Step<Operation>[]): Diagnosis {
  const busy = finalStates.flatMap(({ state }, lane) => (state === 'running' ? [lane] : []));
  // Nobody can go on, and yet they run: in loops that write, and take back what they wrote.
  return end === 'stuck' && busy.length > 0 ? { kind: 'livelock', lanes: busy } : classify(operations, finalStates);
}

/** The operations that a picture of the run has to explain; `undefined`: all. */
export function operationsAbout(
  { outcome, fault }: RunResult,
  run: Run,
  operations: readonly Step<Operation>[],
  race: DataRace | undefined,
): readonly number[] | undefined {
  if (outcome !== undefined || fault === undefined) return undefined;
  if (fault.kind === 'data-race' && race) return [race.earlier, race.later];
  const lastOf = (lane: number): number => operations.findLastIndex(({ op }) => op.lane === lane);
  if (run.lost) return [lastOf(run.lost.lane)];
  if (run.end !== 'stuck') return undefined;
  const diagnosis = diagnose(run, operations);
  const open = run.finalStates.flatMap((finalState, lane) => (isOpen(finalState) ? [lastOf(lane)] : []));
  return [
    ...open,
    ...('notify' in diagnosis ? [diagnosis.notify] : []),
    ...('change' in diagnosis ? [diagnosis.change] : []),
  ];
}
