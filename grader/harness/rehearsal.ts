import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { scenariosIn } from '../arena/common/family.ts';
import { scenarioFile } from '../arena/common/layout.ts';
import type { Answer, Arena } from './arena.ts';

/** Runs in one piece of rehearsal: a check that needs the arena waits for one piece at most. */
const runs = 50;
/** Pieces in all: enough for V8 to compile what an exploration spends its time in. */
const maxPieces = 200;

const limits = { seconds: 10, memoryMb: 256, onProgress: () => {} };

/**
 * What an arena does until it is needed: it explores the scenarios of the next attempt's exercise with
 * the kit's solution, so that the first exploration of learner code is as fast as the later ones. It
 * leaves nothing behind but compiled code: an attempt is loaded anew for each run.
 */
export class Rehearsal {
  readonly #arena: Arena;
  /** Resolves when there is nothing left to rehearse. */
  readonly ended: Promise<void>;
  #over = false;

  /** @param stage folder where the solution is staged, as an attempt would be */
  constructor(arena: Arena, stage: string) {
    this.#arena = arena;
    // If this fails, so will the first exploration, which reports it.
    this.ended = this.#rehearse(stage).catch(() => {});
  }

  /** Resolves as soon as the arena is free. */
  async stop(): Promise<void> {
    this.#over = true;
    await this.ended;
  }

  async #rehearse(stage: string): Promise<void> {
    const names = await explored(stage);
    for (let piece = 0; piece < maxPieces && names.length > 0; piece++) {
      if (this.#over) return;
      const scenario = names[piece % names.length] ?? '';
      const answer = await this.#arena.rehearse({ ask: 'explore', stage, scenario, budget: runs }, limits);
      if (!wentWell(answer)) return;
    }
  }
}

/** Somebody may have edited the solution, and broken it. */
function wentWell(answer: Answer): boolean {
  return answer.say === 'explored' && answer.exploration.outcomes.every(({ fault }) => fault === undefined);
}

/** Names of the scenarios that are explored in one process. */
async function explored(stage: string): Promise<string[]> {
  const module: Record<string, unknown> = await import(pathToFileURL(join(stage, scenarioFile)).href);
  return [...scenariosIn(module)].flatMap(([name, scenario]) => (isExplored(scenario) ? [name] : []));
}

function isExplored(scenario: unknown): boolean {
  return (
    typeof scenario === 'object' &&
    scenario !== null &&
    'kind' in scenario &&
    (scenario.kind === 'tasks' || scenario.kind === 'threads')
  );
}
