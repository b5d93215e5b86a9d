import { join } from 'node:path';
import { scenariosIn } from '../common/family.ts';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { scenarioFile } from '../common/layout.ts';
import { wholeStack } from '../common/lockdown/stacks.ts';
import { Program } from '../common/program.ts';
import { Beat } from './run/beat.ts';
import { drive, newBook, ordersAfter, type TasksBook } from './explain/drive.ts';
import { explain } from './explain/explain.ts';
import { explore } from './explore.ts';
import { crash, unhandled } from '../common/faults.ts';
import { steadily, type Position } from '../common/position.ts';
import { replaceGlobals } from './realm/globals.ts';
import type { Reply, Request } from './messages.ts';
import { Output } from './realm/output.ts';
import type { TasksScenario } from './scenario/scenario.ts';
import { Subject } from './scenario/subject.ts';
import { World } from './realm/world.ts';

/* The thread where the learner's asynchronous code runs. */

const outputLimit = 64 * 1024;
/** Time between two reports of progress, in ms of real time. */
const progressEvery = 100;

const port = parentPort;
if (port === null) throw new Error('Expected to run as a worker thread');

const beat = new Beat(workerData.beat);
const world = new World(new Output(outputLimit), beat);
const realProcess = process;
// Node's warnings, in one run of thousands, are not what the learner's code printed.
realProcess.removeAllListeners('warning');
const { originals, builtin } = replaceGlobals(world);

realProcess.on('unhandledRejection', (reason) => {
  // Behind some of its globals Node 22 loads code that misses WebAssembly. That is not the learner's fault.
  // The first fault is the one that counts, and there may be thousands.
  if (world.hasBegun && world.run.fault === undefined) world.run.fail(unhandled(reason, world.run.code));
});
realProcess.on('uncaughtException', (error) => world.run.fail(crash('The code', error, world.run.code)));

port.on('message', (request: Request) => void answer(request));

async function answer(request: Request): Promise<void> {
  try {
    reply(await result(request));
  } catch (error) {
    reply({ say: 'broken', reason: error instanceof Error ? wholeStack(error) : String(error) });
  }
}

async function result(request: Request): Promise<Reply> {
  const subject = new Subject(programOf(request.stage), await scenarioOf(request), builtin, world);
  const { setImmediate } = originals;
  const place = `${request.stage} ${request.scenario}`;
  const book = known?.place === place ? known : undefined;
  if (request.ask === 'drive') {
    world.output.open = false;
    const driven = async (): Promise<Position> => drive(subject, { ...request, book, setImmediate });
    return { say: 'driven', position: await steadily(request, driven) };
  }
  if (request.ask === 'explain') {
    world.output.open = false;
    const { schedule, stuck, complete, good } = request;
    return { say: 'explained', explanation: await explain(subject, { schedule, stuck, complete, good, setImmediate }) };
  }
  const { from, ways = false } = request;
  if (book && from) {
    world.output.open = false;
    return { say: 'explored', exploration: await ordersAfter(subject, { ...book, from, ways, setImmediate }) };
  }
  const fresh = from && newBook();
  known = undefined;
  world.output.open = true;
  let reported = originals.now();
  const exploration = await explore(subject, {
    budget: request.budget,
    setImmediate,
    book: fresh,
    onRun: (soFar) => {
      if (world.output.open) print();
      if (originals.now() - reported < progressEvery) return;
      reported = originals.now();
      reply({ say: 'progress', exploration: soFar.exploration(false) });
    },
  });
  if (fresh && from) known = { ...fresh, place, complete: exploration.complete };
  if (from && from.length > 0) return result(request);
  return { say: 'explored', exploration };
}

/** The orders of the scenario that is driven. */
let known: (TasksBook & { readonly place: string; readonly complete: boolean }) | undefined;

/** The program of the last attempt: its checks ask for one scenario after another. */
let last: { readonly stage: string; readonly program: Program } | undefined;

function programOf(stage: string): Program {
  if (last?.stage !== stage) last = { stage, program: new Program(stage) };
  return last.program;
}

/** Sends what the first run printed; later runs are not recorded. */
function print(): void {
  world.output.open = false;
  const { text, lost } = world.output.take();
  if (text !== '' || lost > 0) reply({ say: 'print', text, lost });
}

async function scenarioOf({ stage, scenario }: Request): Promise<TasksScenario> {
  const module: Record<string, unknown> = await import(pathToFileURL(join(stage, scenarioFile)).href);
  const found = scenariosIn(module).get(scenario);
  if (!isTasksScenario(found)) throw new Error(`Expected ${scenario} to be a scenario made by tasks()`);
  return found;
}

function isTasksScenario(value: unknown): value is TasksScenario {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'tasks';
}

function reply(message: Reply): void {
  port?.postMessage(message);
}
