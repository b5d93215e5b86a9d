import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { scenarioFile } from '../arena/common/layout.ts';
import { startTasks } from '../arena/tasks/tasks-instrument.ts';
import { compileOwn, compileProgram } from '../judge/staging/compile.ts';
import { threadEntry } from '../test/arena/tasks/staged.ts';
import { median, report } from './figures.ts';

/*
 * `node --import tsx grader/bench/tasks-orders.ts [rounds] [exercise…]`: for each T exercise's solution, the orders of
 * all its scenarios and the processor time that they take once the code is warm.
 */

const root = join(import.meta.dirname, '../..');
const rounds = Number(process.argv[2] ?? 5);
const wanted = process.argv.slice(3);
const budget = 20_000;

const temporary = await mkdtemp(join(tmpdir(), 'tasks-orders-'));
try {
  const entry = await threadEntry(temporary);
  for (const track of (await readdir(join(root, 'grader/exercises'))).toSorted()) {
    for (const slug of (await readdir(join(root, 'grader/exercises', track))).toSorted()) {
      const id = join(track, slug);
      const { instruments } = JSON.parse(
        await readFile(join(root, 'grader/exercises', id, 'exercise.json'), 'utf8'),
      ) as {
        readonly instruments: readonly string[];
      };
      const isMeant = wanted.length === 0 || wanted.some((name) => id.includes(name));
      if (instruments.join() === 'T' && isMeant) await measure(id, entry);
    }
  }
} finally {
  await rm(temporary, { recursive: true, force: true });
}

async function measure(id: string, entry: URL): Promise<void> {
  const stage = await mkdtemp(join(temporary, 'stage-'));
  const solution = join(root, 'solutions', id);
  const names = (await readdir(solution)).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(
    names.map(async (name) => [name, await readFile(join(solution, name), 'utf8')] as const),
  );
  await compileOwn(join(root, 'grader/exercises', id, 'scenarios.ts'), join(stage, scenarioFile));
  await compileProgram(new Map(texts), stage);
  const scenarios = Object.keys(await import(pathToFileURL(join(stage, scenarioFile)).href)).toSorted();
  const instrument = startTasks(entry);
  const times: number[] = [];
  let [orders, shared, incomplete] = [0, 0, 0];
  for (let round = 0; round <= rounds; round++) {
    const start = process.cpuUsage();
    [orders, shared, incomplete] = [0, 0, 0];
    for (const scenario of scenarios) {
      const { exploration } = await instrument.explore({ stage, scenario, budget }, () => {});
      orders += exploration.schedules;
      shared += exploration.sharedTurns ?? 0;
      if (!exploration.complete) incomplete++;
    }
    const { user, system } = process.cpuUsage(start);
    if (round > 0) times.push((user + system) / 1000);
  }
  const figures = { id, orders, shared, incomplete, ms: Math.round(median(times)) };
  report(figures);
  console.log(
    `${id.padEnd(38)} ${String(orders).padStart(6)} orders, ${String(shared).padStart(5)} with two answers in one turn, ` +
      `${incomplete} incomplete, ${figures.ms} ms (${Math.round(Math.min(...times))} at least)`,
  );
}
