import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { costOf, preempts } from '../../../explore/cost.ts';
import { simplest } from '../../../explore/minimise.ts';
import { replay as planOf } from '../../../explore/strategy.ts';
import type { Plan, Schedule } from '../../../explore/model.ts';
import { NonDeterminism } from '../../../explore/non-determinism.ts';
import { explain, explainSteadily, type Tries } from '../../common/explain.ts';
import { explore, exploredSteadily, type Explored, type Ran } from '../../common/explore.ts';
import { maxChoices } from '../../common/limits.ts';
import { reported, type RunResult } from '../../common/outcome-classes.ts';
import type { Explanation } from '../../common/exploration.ts';
import type { Instrument } from '../../common/instrument.ts';
import { realFolder, scenarioFile } from '../../common/layout.ts';
import { LearnerSources } from '../../common/learner-sources.ts';
import type { Row, Timeline } from '../../../verdict/timeline.ts';
import type { Fault } from '../../../verdict/fault.ts';
import { dependentFiles, operationText, type FileCall, type FileOperation } from './file-operation.ts';
import { Gatekeeper } from './gatekeeper.ts';
import { isUnseenEnd } from './numbers.ts';
import type { ProgramProcess } from './program-handle.ts';
import { ProgramRun, type ProgramStep, type RunEnd } from './program-run.ts';
import type { Aftermath, ProgramsScenario } from './scenario.ts';
import { partTold } from './telling.ts';

/** A run without an end takes seconds. One in which a program waits for ever names who waits, and has no limit. */
const limits = { endless: 5, withoutOutcome: Infinity };
const cellLength = 18;
/** How old a scenario's files are, in seconds: nobody should think that age tells whose they are. */
const anHour = 3600;

/** What became of one run. */
type Run = {
  readonly steps: readonly ProgramStep[];
  readonly end: RunEnd;
  readonly result: RunResult;
  readonly printed: string;
  /** Contents of the scenario's files after each step. */
  readonly memory: readonly (readonly string[])[];
};

/** The scenarios that were explored in this process. */
const explorations = new Set<string>();

/** Programs in processes of their own, their calls on the file system explored. */
export const programsInstrument: Instrument = {
  async explore({ stage, scenario, budget }, onProgress) {
    const scene = await Scene.open(stage, scenario);
    try {
      let printed: string | undefined;
      const run = async (plan: Plan<FileOperation>): Promise<Ran<FileOperation>> => {
        const done = await scene.run(plan);
        printed ??= done.printed;
        return ranOf(done);
      };
      const substrate = { dependent: dependentFiles, limits };
      const explored = async (): Promise<Explored> =>
        explore(substrate, run, { budget, onRun: ({ runs }) => onProgress(runs) });
      // A process is less steady than what is simulated: what happens once may be the machine's doing.
      const { exploration } = await explored().catch(async (error: unknown) => {
        if (error instanceof NonDeterminism) return exploredSteadily(explored);
        throw error;
      });
      explorations.add(`${stage} ${scenario}`);
      return { exploration, printed: { text: printed ?? '', lost: 0 } };
    } finally {
      scene.close();
    }
  },

  async explain({ stage, scenario, schedule }) {
    const scene = await Scene.open(stage, scenario);
    try {
      const replays = {
        replay: async (asked: Schedule) => scene.run(planOf(asked)),
        simpler: simplerThan,
        picture: (run: Run) => scene.picture(run),
      };
      const isExplored = explorations.has(`${stage} ${scenario}`);
      return await explainSteadily(schedule, isExplored, async () => explain(replays, schedule));
    } finally {
      scene.close();
    }
  },
};

function* simplerThan({ steps }: Run): Tries<Schedule, Run> {
  yield simplest(steps, dependentFiles).schedule;
}

const scheduleOf = (steps: readonly ProgramStep[]): Schedule => steps.map(({ actor }) => actor);

/** A program can nearly always go on, so that nearly every switch leaves one that could. */
const ranOf = ({ steps, end, result }: Run): Ran<FileOperation> => ({
  steps,
  schedule: scheduleOf(steps),
  cost: [costOf(steps).switches],
  end: end.kind === 'stuck' ? 'complete' : end.kind,
  result,
  isCut: end.kind === 'endless',
});

/** One scenario of one attempt. */
class Scene {
  readonly #scenario: ProgramsScenario;
  /** Folder of the compiled attempt. */
  readonly #staged: string;
  readonly #sources: LearnerSources;
  readonly #gatekeeper = new Gatekeeper();
  /** What the programs' clocks show at their start: in all runs the same. */
  readonly #now = Date.now();
  #runs = 0;

  private constructor(scenario: ProgramsScenario, staged: string) {
    this.#scenario = scenario;
    this.#staged = staged;
    this.#sources = new LearnerSources(staged);
  }

  static async open(stage: string, name: string): Promise<Scene> {
    const module = (await import(pathToFileURL(join(stage, scenarioFile)).href)) as Record<string, ProgramsScenario>;
    const scenario = module[name];
    if (!scenario) throw new Error(`Expected scenarios.ts to export \`${name}\``);
    return new Scene(scenario, join(stage, realFolder));
  }

  close(): void {
    this.#gatekeeper.close();
  }

  async run(plan: Plan<FileOperation>): Promise<Run> {
    const { files, programs } = this.#scenario;
    const folder = join(this.#gatekeeper.folder, 'run');
    mkdirSync(folder);
    // A module is loaded once in a process, by its name: each run has copies.
    const copies = join(this.#gatekeeper.folder, `copy-${(this.#runs += 1)}`, realFolder);
    cpSync(this.#staged, copies, { recursive: true });
    const sources = new LearnerSources(copies);
    const longAgo = this.#now / 1000 - anHour;
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, name), text);
      utimesSync(join(folder, name), longAgo, longAgo);
    }
    const processes = this.#gatekeeper.take(programs.length);
    const memory: string[][] = [];
    const run = new ProgramRun(plan, processes, () =>
      memory.push(Object.keys(files).map((name) => cell(folder, name))),
    );
    const written = (text: string): string => text.replaceAll(copies, this.#staged);
    try {
      const end = await run.go(
        programs.map(({ file, args = [] }) => ({ url: sources.url(file), args, folder, now: this.#now })),
      );
      return {
        steps: run.steps,
        end,
        result: end.kind === 'redundant' ? {} : await this.#resultOf(end, folder, processes, written),
        memory,
        printed: written(processes.map(({ printed }) => partTold(printed).printed).join('')),
      };
    } finally {
      for (const used of [folder, copies]) rmSync(used, { recursive: true, force: true });
      this.#gatekeeper.giveBack(processes);
    }
  }

  async #resultOf(
    end: RunEnd,
    folder: string,
    processes: readonly ProgramProcess[],
    written: (text: string) => string,
  ): Promise<RunResult> {
    const fault = this.#fault(end);
    if (fault) return { fault };
    const ends = await Promise.all(
      this.#scenario.programs.map(async ({ name }, lane) => {
        const ended = processes[lane];
        const { printed, told } = partTold(ended?.printed ?? '');
        return { name, code: (await ended?.ended) ?? null, printed: written(printed), told };
      }),
    );
    const aftermath: Aftermath = {
      ends,
      read: (name) => textOf(join(folder, name)),
      list: () => readdirSync(folder).toSorted(),
    };
    return { outcome: JSON.stringify(this.#scenario.outcome(aftermath)) };
  }

  #fault(end: RunEnd): Fault | undefined {
    const nameOf = (lane: number): string => this.#scenario.programs[lane]?.name ?? '';
    if (end.kind === 'stuck') {
      const [first] = end.waiting;
      const names = end.waiting.map(({ lane }) => nameOf(lane)).join(' and ');
      return {
        kind: 'deadlock',
        message: `${names} will wait for ever.`,
        why: `${nameOf(first?.lane ?? 0)} tries ${callText(first?.call)} again and again, and nobody is left to change that.`,
      };
    }
    return end.kind === 'endless'
      ? {
          kind: 'livelock',
          message: `The programs still did not finish after ${maxChoices} calls on files.`,
          why: 'They go on doing the same.',
        }
      : undefined;
  }

  picture({ steps, result, memory }: Run): Explanation {
    const { files, programs } = this.#scenario;
    const operations = steps.map(({ op }) => op);
    const timeline: Timeline = {
      lanes: programs.map(({ name }) => name),
      memory: Object.keys(files),
      rows: folded(
        steps.flatMap(({ actor, op, stack }, index) => {
          if (isUnseenEnd(op, operations)) return [];
          const location = this.#sources.locate(stack);
          const paused = preempts(steps, index + 1);
          const told = { ...(location && { location }), ...(paused && { paused }) };
          return [{ lane: actor, text: operationText(op), memory: memory[index] ?? [], ...told }];
        }),
      ),
    };
    return { schedule: scheduleOf(steps), timeline, ...reported(result) };
  }
}

const callText = (call: FileCall | undefined): string =>
  call ? `\`${call.name} ${call.paths.join(' → ')}\`` : 'the same';

/** What a program does again and again is one row. */
function folded(rows: readonly Row[]): readonly Row[] {
  const kept: (Row & { times: number })[] = [];
  for (const row of rows) {
    const last = kept.at(-1);
    const same = last?.lane === row.lane && last.text === row.text;
    if (same) kept.pop();
    kept.push({ ...row, times: same ? last.times + 1 : 1 });
  }
  return kept.map(({ times, ...row }) => (times > 1 ? { ...row, note: `${times} times` } : row));
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function cell(folder: string, name: string): string {
  const text = textOf(join(folder, name));
  if (text === undefined) return '(none)';
  if (text === '') return '(empty)';
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > cellLength ? `${line.slice(0, cellLength)}…` : line;
}
