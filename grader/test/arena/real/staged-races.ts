import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realFolder, scenarioFile } from '../../../arena/common/layout.ts';
import type { Measurement } from '../../../arena/common/frames.ts';
import { Arena } from '../../../harness/arena.ts';
import { compileRuntime } from '../../../compile-kit.mjs';
import { compileOwn } from '../../../judge/staging/compile.ts';
import { compileReal } from '../../../judge/staging/compile-real.ts';
import { textOf, type RaceProgram } from './race-programs.ts';

const root = join(import.meta.dirname, '../../../..');

/** Programs of one file, built as the judge builds an attempt. */
export class RacePrograms {
  readonly #folder: string;
  #programs = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async build(): Promise<RacePrograms> {
    const folder = await mkdtemp(join(tmpdir(), 'racelings-races-'));
    await compileRuntime(root, folder);
    return new RacePrograms(folder);
  }

  /** @returns runs it, each time in an arena of its own */
  async stage(program: RaceProgram): Promise<() => Promise<Measurement>> {
    const stage = join(this.#folder, String(this.#programs++));
    await mkdir(join(stage, realFolder), { recursive: true });
    await compileReal(new Map([['program.ts', textOf(program)]]), [], join(stage, realFolder), root);
    await compileOwn(join(import.meta.dirname, 'fixture/run-program.ts'), join(stage, scenarioFile));
    return async () => {
      const arena = new Arena(join(this.#folder, 'arena.mjs'));
      try {
        const limits = { seconds: 90, memoryMb: 512, onProgress: () => {} };
        const answer = await arena.ask({ ask: 'measure', stage, scenario: 'program', timersFirst: 'all' }, limits);
        if (answer.say !== 'measured') throw new Error(JSON.stringify(answer, null, 2));
        return answer.measurement;
      } finally {
        arena.kill();
      }
    };
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
