import { Guide } from '../../../explore/guide.ts';
import type { Actor, Plan, Step } from '../../../explore/model.ts';
import { maxChoices } from '../../common/limits.ts';
import type { Asker } from '../meters/channel.ts';
import {
  dependentFiles,
  isChange,
  meets,
  type FileCall,
  type FileOperation,
  type FileResult,
} from './file-operation.ts';
import { laneOf, numberOf } from './numbers.ts';
import type { ProgramProcess } from './program-handle.ts';
import type { Assignment, Permission, StepQuestion } from './questions.ts';

/** How often a program may try (or look) in vain at what has not changed, before it has to wait for a change. */
const vainTries = 1;
const vainLooks = 3;
/**
 * Steps granted to a program that waits for a change when no program is left to make it: it gives up within these, if
 * ever.
 */
const lastTries = 60;

/** A step, and where in the learner's files it was made. */
export type ProgramStep = Step<FileOperation> & { readonly stack: string };

export type RunEnd =
  | { readonly kind: 'complete' }
  /** It would only have repeated an order. */
  | { readonly kind: 'redundant' }
  /** The programs that are left look in vain for ever. */
  | { readonly kind: 'stuck' }
  | { readonly kind: 'endless' };

/** Where a program is while all stand still. */
export type Stand =
  | { readonly state: 'ended' }
  | {
      readonly state: 'stopped';
      /** The call that it is about to make, and where in the learner's files. */
      readonly call: FileCall;
      readonly stack: string;
      /** Whether it would only see again what it saw in vain. */
      readonly waits: boolean;
    };

/** Called while all programs stand still. */
type Onlookers = {
  /** After each step. */
  readonly onStep: () => void;
  /** Before one of the enabled is chosen. */
  readonly onChoice: (enabled: readonly Actor[]) => void;
};

/** A program that has stopped before a call. */
type Stopped = { readonly call: FileCall; readonly stack: string; readonly from: Asker };
/** What a program saw in vain: how often, and the last change before that. */
type Vain = { times: number; change: number };
type Lane = {
  state: Stopped | 'runs' | 'ended';
  readonly vain: Map<string, Vain>;
  /** Steps since the last change that it took while no program was left to change what it waits for. */
  lastTries: number;
};
type Granted = {
  readonly actor: Actor;
  readonly call: FileCall;
  readonly stack: string;
  readonly enabled: readonly Actor[];
  readonly after?: number;
};

/** One schedule: each program runs until its next call; when all stand still, one of them is chosen. */
export class ProgramRun {
  readonly steps: ProgramStep[] = [];
  readonly #guide: Guide<FileOperation>;
  readonly #processes: readonly ProgramProcess[];
  readonly #lanes: readonly Lane[];
  readonly #onlookers: Onlookers;
  #granted: Granted | undefined;
  #stands: readonly Stand[] = [];
  #isOver = false;
  #finish: (end: RunEnd) => void = () => {};

  constructor(plan: Plan<FileOperation>, processes: readonly ProgramProcess[], onlookers: Onlookers) {
    this.#guide = new Guide(plan, dependentFiles);
    this.#processes = processes;
    this.#lanes = processes.map(() => ({ state: 'runs', vain: new Map(), lastTries: 0 }));
    this.#onlookers = onlookers;
  }

  /** Where each program was when all last stood still. */
  get stands(): readonly Stand[] {
    return this.#stands;
  }

  /** @throws {NonDeterminism} when the plan cannot be followed */
  async go(assignments: readonly Omit<Assignment, 'number' | 'pids'>[]): Promise<RunEnd> {
    await Promise.all(this.#processes.map(({ idle }) => idle));
    const pids = Object.fromEntries(this.#processes.map(({ child }, lane) => [numberOf(lane), child.pid ?? -1]));
    const ending = new Promise<RunEnd>((resolve, reject) => {
      this.#finish = resolve;
      const guarded = (change: () => void): void => {
        try {
          change();
          this.#advance();
        } catch (error) {
          reject(error);
        }
      };
      for (const [lane, program] of this.#processes.entries()) {
        const assignment = assignments[lane];
        if (!assignment) throw new Error(`Expected program ${lane} to be told what it is`);
        program.hear = (question, from) => guarded(() => this.#hear(lane, question, from));
        void program
          .assign({ ...assignment, number: numberOf(lane), pids })
          .then(async () => program.ended)
          .then(() => guarded(() => this.#ended(lane)));
      }
    });
    try {
      return await ending;
    } finally {
      const under = this.#processes.filter((_, lane) => this.#lanes[lane]?.state !== 'ended');
      await Promise.all(under.map(async (program) => program.kill()));
    }
  }

  #hear(index: number, question: StepQuestion, from: Asker): void {
    const lane = this.#lanes[index];
    if (!lane) return;
    this.#did(index, question.did ?? {});
    lane.state = { call: question.call, stack: question.stack, from };
  }

  #ended(index: number): void {
    const lane = this.#lanes[index];
    if (lane) lane.state = 'ended';
    this.#did(index, {});
  }

  /** The step that was granted is done, and now it is known what it was. */
  #did(lane: number, result: FileResult): void {
    const granted = this.#granted;
    if (granted?.actor !== lane) return;
    this.#granted = undefined;
    const { actor, call, stack, enabled, after } = granted;
    const op: FileOperation = { ...call, ...result, lane };
    this.#guide.took(actor, op);
    this.steps.push({ actor, op, enabled, stack, ...(after !== undefined && { after }) });
    this.#note(op);
    this.#onlookers.onStep();
  }

  #advance(): void {
    if (this.#isOver || this.#lanes.some(({ state }) => state === 'runs')) return;
    const stands = this.#lanes.map(({ state }, lane): Stand => {
      if (typeof state !== 'object') return { state: 'ended' };
      const { call, stack } = state;
      return { state: 'stopped', call, stack, waits: this.#waits(lane, call) };
    });
    this.#stands = stands;
    const stopped = stands.flatMap((stand, lane) => (stand.state === 'stopped' ? [{ lane, waits: stand.waits }] : []));
    if (stopped.length === 0) return this.#end({ kind: 'complete' });
    if (this.steps.length >= maxChoices) return this.#end({ kind: 'endless' });
    const areLast = stopped.every(({ waits }) => waits);
    const goesOn = ({ lane, waits }: { lane: number; waits: boolean }): boolean =>
      areLast ? (this.#lanes[lane]?.lastTries ?? 0) < lastTries : !waits;
    const enabled = stopped.flatMap((each) => (goesOn(each) ? [each.lane] : []));
    if (enabled.length === 0) return this.#end({ kind: 'stuck' });
    this.#onlookers.onChoice(enabled);
    const actor = this.#guide.choose(enabled);
    if (actor === undefined) return this.#end({ kind: 'redundant' });
    const lane = this.#lanes[actor];
    if (!lane || typeof lane.state !== 'object') throw new Error(`Expected program ${actor} to have stopped`);
    const { call, stack, from } = lane.state;
    const vain = lane.vain.get(this.#keyOf(actor, call));
    const change = this.#lastChange(actor, call);
    // The program waited for this change: that is an order, not a race.
    const after = vain && vain.times >= this.#limit(call) && change > vain.change ? { after: change } : {};
    this.#granted = { actor, call, stack, enabled, ...after };
    lane.state = 'runs';
    if (areLast) lane.lastTries += 1;
    from.answer(this.#permission(call));
  }

  #end(end: RunEnd): void {
    this.#isOver = true;
    this.#finish(end);
  }

  #permission({ process }: FileCall): Permission {
    const state = process === undefined ? 'runs' : this.#lanes[laneOf(process)]?.state;
    return { gone: state === undefined || state === 'ended' };
  }

  /** Whether it would only see again what it saw in vain. */
  #waits(lane: number, call: FileCall): boolean {
    const vain = this.#lanes[lane]?.vain.get(this.#keyOf(lane, call));
    return vain !== undefined && vain.times >= this.#limit(call) && vain.change === this.#lastChange(lane, call);
  }

  #limit(call: FileCall): number {
    return call.changes ? vainTries : vainLooks;
  }

  #note(op: FileOperation): void {
    const vain = this.#lanes[op.lane]?.vain;
    const key = this.#keyOf(op.lane, op);
    if (isChange(op)) {
      // A program that changed something has made progress; making or removing a file of its own does not count.
      if (op.paths.every((path) => this.#isPrivate(op.lane, path))) return;
      vain?.clear();
      for (const lane of this.#lanes) lane.lastTries = 0;
      return;
    }
    const change = this.#lastChange(op.lane, op);
    const before = vain?.get(key);
    vain?.set(key, { times: before?.change === change ? before.times + 1 : 1, change });
  }

  /** Index of the last step of another program that changed what the call is about; -1: none. */
  #lastChange(lane: number, call: FileCall): number {
    const change = (op: FileOperation): boolean =>
      op.lane !== lane && isChange(op) && dependentFiles(op, { ...call, lane });
    return this.steps.findLastIndex(({ op }) => change(op));
  }

  /** Names what a program tries again, by the files that others know of. */
  #keyOf(lane: number, { name, detail = '', paths }: FileCall): string {
    const shared = paths.filter((path) => !this.#isPrivate(lane, path));
    return [name, detail, ...(shared.length > 0 ? shared : paths)].join('\n');
  }

  /** Whether the program made this file and no other program has touched it so far. */
  #isPrivate(lane: number, path: string): boolean {
    const own = this.steps.some(({ op }) => op.lane === lane && isChange(op) && op.paths.includes(path));
    return own && !this.steps.some(({ op }) => op.lane !== lane && op.paths.some((other) => meets(path, other)));
  }
}
