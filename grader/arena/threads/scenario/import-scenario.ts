import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { scenarioFile } from '../../common/layout.ts';
import { scenariosIn } from '../../common/family.ts';
import type { ThreadsScenario } from './scenario.ts';

/** @throws when the stage has no such scenario for threads */
export async function importScenario(stage: string, name: string): Promise<ThreadsScenario> {
  const exported = (await import(pathToFileURL(join(stage, scenarioFile)).href)) as Record<string, unknown>;
  const scenario = scenariosIn(exported).get(name);
  if (!isThreadsScenario(scenario)) throw new Error(`Expected a scenario for threads named ${name}`);
  return scenario;
}

function isThreadsScenario(value: unknown): value is ThreadsScenario {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'threads';
}
