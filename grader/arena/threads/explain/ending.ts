import { classify, type Diagnosis } from '../../../explore/classify.ts';
import { isOpen } from '../../../explore/final-state.ts';
import type { Step } from '../../../explore/model.ts';
import { isPlain, type Operation } from '../../../explore/operation.ts';
import type { DataRace } from '../../../explore/race.ts';
import type { Location } from '../../../verdict/location.ts';
import type { RunResult } from '../../common/outcome-classes.ts';
import type { Run } from '../block/run.ts';
import type { Scene } from '../pool/scene.ts';
import { dataRace, diagnosisFault, tooMuchToFollow } from './faults.ts';
import { raceIn } from './races.ts';
import { operationsOf } from './steps.ts';

/** How a run ended, and which of its operations show that. What is rarely needed is worked out only on request. */
export class Ending {
  readonly operations: readonly Step<Operation>[];
  /** The first data race of the run. */
  readonly race: DataRace | undefined;
  readonly #scene: Scene;
  readonly #run: Run;
  #result: RunResult | undefined;
  #diagnosis: Diagnosis | undefined;

  constructor(scene: Scene, run: Run) {
    this.#scene = scene;
    this.#run = run;
    this.operations = operationsOf(run.entries);
    this.race = raceIn(this.operations);
  }

  /** The result of the run: the plainest that applies. */
  get result(): RunResult {
    return (this.#result ??= this.#judge());
  }

  /** The result with the place of its fault in the learner's files, if the run was recorded with places. */
  get placed(): RunResult {
    const { outcome, fault } = this.result;
    const shown = fault?.kind === 'data-race' ? this.#racing : this.about?.[0];
    const location = locationOf(this.#run, shown);
    return { outcome, fault: fault && { ...(location && { location }), ...fault } };
  }

  /** The access of a race that is made without Atomics; of two the later. */
  get #racing(): number | undefined {
    const { race, operations } = this;
    if (race === undefined) return undefined;
    return [race.later, race.earlier].find((index) => isPlain(operations[index]!.op)) ?? race.later;
  }

  /** The operations that a picture of the run has to explain; `undefined`: all. */
  get about(): readonly number[] | undefined {
    const { outcome, fault } = this.result;
    const { end, lost, finalStates } = this.#run;
    if (outcome !== undefined || fault === undefined) return undefined;
    if (fault.kind === 'data-race' && this.race) return [this.race.earlier, this.race.later];
    if (lost) return [this.#lastOf(lost.lane)];
    if (end !== 'stuck') return undefined;
    const diagnosis = this.#diagnose();
    const open = finalStates.flatMap((finalState, lane) => (isOpen(finalState) ? [this.#lastOf(lane)] : []));
    return [
      ...open,
      ...('notify' in diagnosis ? [diagnosis.notify] : []),
      ...('change' in diagnosis ? [diagnosis.change] : []),
    ];
  }

  #judge(): RunResult {
    const { end, chronicles, lost } = this.#run;
    const told = lost?.fault ?? chronicles.find(({ fault }) => fault)?.fault;
    if (told) return { fault: told };
    const outcome = end === 'complete' ? this.#scene.outcome(this.#run) : {};
    // A race takes precedence over the wrong outcome that it led to.
    const fault = this.#raceFault() ?? this.#endFault();
    return { ...outcome, ...(fault && { fault }) };
  }

  #raceFault(): ReturnType<typeof dataRace> | undefined {
    const { race, operations } = this;
    if (race === undefined) return undefined;
    const isTorn = [race.earlier, race.later].some((index) => this.#run.entries[index]?.verb === 'tearing');
    return dataRace(operations, race, this.#scene.names, isTorn);
  }

  #endFault(): ReturnType<typeof diagnosisFault> {
    if (this.#run.end === 'overflow') return tooMuchToFollow();
    return diagnosisFault(this.operations, this.#diagnose(), this.#run.finalStates, this.#scene.names);
  }

  #diagnose(): Diagnosis {
    return (this.#diagnosis ??= diagnosisOf(this.#run, this.operations));
  }

  #lastOf(lane: number): number {
    return this.operations.findLastIndex(({ op }) => op.lane === lane);
  }
}

function diagnosisOf({ end, finalStates }: Run, operations: readonly Step<Operation>[]): Diagnosis {
  const busy = finalStates.flatMap(({ state }, lane) => (state === 'running' ? [lane] : []));
  // No thread can continue, yet these run: in loops that write, and undo what they wrote.
  return end === 'stuck' && busy.length > 0 ? { kind: 'livelock', lanes: busy } : classify(operations, finalStates);
}

/** Where in the code an operation came from. */
export function locationOf({ chronicles }: Run, entry: number | undefined): Location | undefined {
  return chronicles.flatMap(({ moments }) => moments).find((moment) => moment.entry === entry)?.location;
}
