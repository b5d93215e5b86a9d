import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { preempts } from '../../../explore/cost.ts';
import type { Actor, Plan } from '../../../explore/model.ts';
import { capitalised } from '../../../verdict/capitalised.ts';
import { excerpt } from '../../../verdict/excerpt.ts';
import type { Fault } from '../../../verdict/fault.ts';
import type { Location } from '../../../verdict/location.ts';
import type { Row, Timeline } from '../../../verdict/timeline.ts';
import { realFolder, scenarioFile } from '../../common/layout.ts';
import { LearnerSources } from '../../common/learner-sources.ts';
import { maxChoices } from '../../common/limits.ts';
import type { RunResult } from '../../common/outcome-classes.ts';
import { operationText, type FileCall, type FileOperation } from './file-operation.ts';
import { Gatekeeper } from './gatekeeper.ts';
import { isUnseenEnd } from './numbers.ts';
import type { ProgramProcess } from './program-handle.ts';
import { ProgramRun, type ProgramStep, type RunEnd, type Stand } from './program-run.ts';
import type { Aftermath, ProgramsScenario } from './scenario.ts';
import { partTold } from './telling.ts';

const cellLength = 18;
const longestName = 40;
const mostFiles = 20;
/** How old a scenario's files are, in seconds: no program should take age for a sign of whose they are. */
const anHour = 3600;
/** Milliseconds that a run no longer wanted may still take; this decides only how soon the next run begins. */
const patienceMs = 500;

/** How far a run has come, while all of its programs stand still. */
export type Place = {
  readonly steps: readonly ProgramStep[];
  /** Contents of the scenario's files after each step. */
  readonly memory: readonly (readonly string[])[];
  /** Where each program stands. */
  readonly stands: readonly Stand[];
  /** The entries of the run's folder. */
  readonly files: readonly { readonly name: string; readonly value: string }[];
};

/** One run, and its end. */
export type Run = Place & {
  readonly end: RunEnd;
  readonly result: RunResult;
  readonly printed: string;
};

/** Looks at the state after `after` steps, and at the actors that can continue then. */
export type Onlooker = {
  readonly after: number;
  readonly look: (place: Place, enabled: readonly Actor[]) => void;
};

/** One scenario of one attempt. */
export class Scene {
  readonly #scenario: ProgramsScenario;
  /** Folder of the compiled attempt. */
  readonly #staged: string;
  readonly #sources: LearnerSources;
  readonly #gatekeeper = new Gatekeeper();
  /** What the programs' clocks show at their start: the same in all runs. */
  readonly #now = Date.now();
  #runs = 0;
  /** The latest run, which may not have ended yet. */
  #last: Promise<unknown> = Promise.resolve();
  #used: readonly ProgramProcess[] = [];

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

  /** @param onlooker called in the middle of the run; a run that is no longer wanted need not be awaited */
  async run(plan: Plan<FileOperation>, onlooker?: Onlooker): Promise<Run> {
    await this.#whenFree();
    const run = this.#run(plan, onlooker);
    this.#last = run.catch(() => undefined);
    return run;
  }

  /** Waits for the last run, whose processes can then be reused; those that take too long are killed. */
  async #whenFree(): Promise<void> {
    const impatience = setTimeout(() => this.#used.forEach(({ child }) => child.kill('SIGKILL')), patienceMs);
    await this.#last;
    clearTimeout(impatience);
  }

  async #run(plan: Plan<FileOperation>, onlooker: Onlooker | undefined): Promise<Run> {
    const { files, programs } = this.#scenario;
    const folder = join(this.#gatekeeper.folder, 'run');
    mkdirSync(folder);
    // A process loads a module of one name only once, so each run has copies.
    const copies = join(this.#gatekeeper.folder, `copy-${(this.#runs += 1)}`, realFolder);
    cpSync(this.#staged, copies, { recursive: true });
    const sources = new LearnerSources(copies);
    const longAgo = this.#now / 1000 - anHour;
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, name), text);
      utimesSync(join(folder, name), longAgo, longAgo);
    }
    const processes = this.#gatekeeper.take(programs.length);
    this.#used = processes;
    const memory: string[][] = [];
    const place = (): Place => ({
      steps: [...run.steps],
      memory: [...memory],
      stands: run.stands,
      files: contentsOf(folder, Object.keys(files)),
    });
    const run = new ProgramRun(plan, processes, {
      onStep: () => void memory.push(Object.keys(files).map((name) => cell(folder, name))),
      onChoice: (enabled) => {
        if (run.steps.length === onlooker?.after) onlooker.look(place(), enabled);
      },
    });
    const written = (text: string): string => text.replaceAll(copies, this.#staged);
    try {
      const end = await run.go(
        programs.map(({ file, args = [] }) => ({ url: sources.url(file), args, folder, now: this.#now })),
      );
      return {
        ...place(),
        end,
        result:
          end.kind === 'redundant' ? {} : await this.#resultOf({ end, stands: run.stands }, folder, processes, written),
        printed: written(processes.map(({ printed }) => partTold(printed).printed).join('')),
      };
    } finally {
      for (const used of [folder, copies]) rmSync(used, { recursive: true, force: true });
      this.#gatekeeper.giveBack(processes);
    }
  }

  async #resultOf(
    { end, stands }: { readonly end: RunEnd; readonly stands: readonly Stand[] },
    folder: string,
    processes: readonly ProgramProcess[],
    written: (text: string) => string,
  ): Promise<RunResult> {
    const fault = this.#fault(end, stands);
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

  #fault({ kind }: RunEnd, stands: readonly Stand[]): Fault | undefined {
    if (kind === 'stuck') {
      const waiting = stands.flatMap((stand, lane) =>
        stand.state === 'stopped' ? [{ name: this.programs[lane] ?? '', call: stand.call }] : [],
      );
      const [first] = waiting;
      return {
        kind: 'deadlock',
        message: `${capitalised(waiting.map(({ name }) => name).join(' and '))} will wait for ever.`,
        why: `${capitalised(first?.name ?? '')} tries ${callText(first?.call)} again and again, and nobody is left to change that.`,
      };
    }
    return kind === 'endless'
      ? {
          kind: 'livelock',
          message: `The programs still did not finish after ${maxChoices} calls on files.`,
          why: 'They go on doing the same.',
        }
      : undefined;
  }

  get programs(): readonly string[] {
    return this.#scenario.programs.map(({ name }) => name);
  }

  /** Where in the learner's files a program is. */
  locate(stack: string): Location | undefined {
    return this.#sources.locate(stack);
  }

  timeline({ steps, memory }: Place): Timeline {
    const operations = steps.map(({ op }) => op);
    return {
      lanes: this.programs,
      memory: Object.keys(this.#scenario.files),
      rows: folded(
        steps.flatMap(({ actor, op, stack }, index) => {
          if (isUnseenEnd(op, operations)) return [];
          const location = this.locate(stack);
          const paused = preempts(steps, index + 1);
          const told = { ...(location && { location }), ...(paused && { paused }) };
          return [{ lane: actor, text: operationText(op), memory: memory[index] ?? [], ...told }];
        }),
      ),
    };
  }
}

const callText = (call: FileCall | undefined): string =>
  call ? `\`${call.name} ${call.paths.join(' → ')}\`` : 'the same';

/** Folds what a program does repeatedly into one row. */
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

/** The entries of a folder; the files that a scenario begins with come first. */
function contentsOf(folder: string, first: readonly string[]): Place['files'] {
  const others = readdirSync(folder).filter((name) => !first.includes(name));
  return [...first, ...others.toSorted()]
    .slice(0, mostFiles)
    .map((name) => ({ name: excerpt(name, longestName), value: cell(folder, name) }));
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
  if (text === undefined) return existsSync(join(folder, name)) ? '(a folder)' : '(none)';
  if (text === '') return '(empty)';
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > cellLength ? `${line.slice(0, cellLength)}…` : line;
}
