import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realFolder, scenarioFile } from '../../../arena/common/layout.ts';
import type { Exploration, Explanation } from '../../../arena/common/exploration.ts';
import type { TimersFirst } from '../../../arena/common/sleeps.ts';
import type { Position } from '../../../arena/common/position.ts';
import { Arena, type Answer, type Ask } from '../../../harness/arena.ts';
import { compileRuntime } from '../../../compile-kit.mjs';
import { compileModules, compileOwn } from '../../../judge/staging/compile.ts';

const root = join(import.meta.dirname, '../../../..');
const fixture = join(import.meta.dirname, 'fixture');
const given = ['work.ts'];
/** Far more than any run here needs on a machine under load; runs that must get stuck ask for less. */
const patientSeconds = 90;

const patient = { seconds: patientSeconds, memoryMb: 512, onProgress: () => {} };

type Driven = {
  /** The orders that can follow the choices, each end with a way to it. */
  readonly orders: (from: readonly number[]) => Promise<Exploration>;
  readonly position: (choices: readonly number[], rest?: boolean) => Promise<Position>;
  readonly end: () => void;
};

/** The fixture's programs and scenarios, built as the judge builds them; each run gets an arena. */
export class Staged {
  readonly #folder: string;
  /** Of the arenas: what is open there is the attempt's, and what is open in the other one is not. */
  readonly #temporary: string;

  private constructor(folder: string, temporary: string) {
    this.#folder = folder;
    this.#temporary = temporary;
  }

  static async build(): Promise<Staged> {
    const folder = await mkdtemp(join(tmpdir(), 'racelings-real-'));
    const names = (await readdir(join(fixture, 'attempt'))).filter((name) => name.endsWith('.ts'));
    const texts = await Promise.all(
      names.map(async (name) => [name, await readFile(join(fixture, 'attempt', name), 'utf8')] as const),
    );
    const own = texts.filter(([name]) => !given.includes(name));
    await Promise.all([
      compileRuntime(root, folder),
      compileOwn(join(fixture, 'scenarios.ts'), join(folder, scenarioFile)),
      compileModules(new Map(own), given, join(folder, realFolder)),
      ...given.map((name) =>
        compileOwn(join(fixture, 'given', name), join(folder, realFolder, name.replace(/ts$/, 'mjs'))),
      ),
    ]);
    return new Staged(folder, await mkdtemp(join(tmpdir(), 'racelings-real-files-')));
  }

  /** Runs one scenario for real, in an arena of its own. */
  async measure(scenario: string, seconds = patientSeconds, timersFirst: TimersFirst = 'all'): Promise<Answer> {
    return this.#ask({ ask: 'measure', stage: this.#folder, scenario, timersFirst }, seconds);
  }

  async explore(scenario: string, budget = 1000): Promise<Exploration> {
    const answer = await this.#ask({ ask: 'explore', stage: this.#folder, scenario, budget });
    if (answer.say !== 'explored') throw new Error(JSON.stringify(answer, null, 2));
    return answer.exploration;
  }

  async explain(scenario: string, schedule: readonly number[]): Promise<Explanation> {
    const answer = await this.#ask({ ask: 'explain', stage: this.#folder, scenario, schedule });
    if (answer.say !== 'explained') throw new Error(JSON.stringify(answer, null, 2));
    return answer.explanation;
  }

  /** An arena in which a scenario is driven. */
  drive(scenario: string): Driven {
    const arena = new Arena(join(this.#folder, 'arena.mjs'), this.#folder);
    const subject = { stage: this.#folder, scenario };
    return {
      orders: async (from) => {
        const answer = await arena.ask({ ask: 'explore', ...subject, budget: 1000, from, ways: true }, patient);
        if (answer.say !== 'explored') throw new Error(JSON.stringify(answer, null, 2));
        return answer.exploration;
      },
      position: async (choices, rest = false) => {
        const answer = await arena.ask({ ask: 'drive', ...subject, choices, rest }, patient);
        if (answer.say !== 'driven') throw new Error(JSON.stringify(answer, null, 2));
        return answer.position;
      },
      end: () => arena.kill(),
    };
  }

  async #ask(ask: Ask, seconds = patientSeconds): Promise<Answer> {
    const arena = new Arena(join(this.#folder, 'arena.mjs'), this.#temporary);
    try {
      return await arena.ask(ask, { ...patient, seconds });
    } finally {
      arena.kill();
    }
  }

  /** @throws when it ended in a fault, or not at all */
  async outcome(scenario: string): Promise<unknown> {
    const answer = await this.measure(scenario);
    if (answer.say !== 'measured' || answer.measurement.fault) throw new Error(JSON.stringify(answer, null, 2));
    return answer.measurement.outcome;
  }

  async remove(): Promise<void> {
    for (const folder of [this.#folder, this.#temporary])
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
