import { Socket } from 'node:net';
import { scenariosIn } from './common/family.ts';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { FrameReader, type Frame, type Request } from './common/frames.ts';
import type { Instrument } from './common/instrument.ts';
import { killArena } from './common/kill-arena.ts';
import { scenarioFile } from './common/layout.ts';
import { answers, sendFrame, sendsBySocket, textOf } from './common/send-frame.ts';
import { programsInstrument } from './real/programs/programs-instrument.ts';
import type { ProgramsScenario } from './real/programs/scenario.ts';
import { measure } from './real/run.ts';
import type { RealScenario } from './real/scenario.ts';
import { startTasks } from './tasks/tasks-instrument.ts';
import type { TasksScenario } from './tasks/scenario/scenario.ts';
import { startThreads } from './threads/threads-instrument.ts';
import type { ThreadsScenario } from './threads/scenario/scenario.ts';

/*
 * The process around the learner's code. It was started before the save, does what the judge
 * asks over descriptor 3, and is thrown away after one attempt.
 */

type Scenario = TasksScenario | ThreadsScenario | ProgramsScenario | RealScenario;
type Distribute<F> = F extends unknown ? Omit<F, 'nonce'> : never;
type Reply = Distribute<Frame>;

const compiled = (name: string): URL => new URL(`./${name}.mjs`, import.meta.url);
/** Milliseconds between two frames that only say that the exploration is still going. */
const progressMs = 100;
const maxMemoryBytes = 4 * 1024 ** 3;

// The arena's memory limit must not reach what the attempt's program starts, which would inherit it as an option.
process.execArgv.splice(0);

// Captured before any of the learner's code is loaded.
const { parse } = JSON;
const { now } = Date;
const pipe = new Socket({ fd: answers, readable: true, writable: true });
// Where frames go through the socket, code that patches `Socket` still sees them.
const send = (frame: Frame): void => (sendsBySocket ? void pipe.write(textOf(frame)) : sendFrame(frame));

const lifeline = new Worker(compiled('lifeline'), {
  workerData: { judge: process.ppid, memoryBytes: maxMemoryBytes },
  execArgv: [],
});
lifeline.unref();

const instruments: Record<'tasks' | 'threads' | 'programs', Instrument> = {
  tasks: startTasks(compiled('tasks-thread')),
  threads: startThreads(compiled('threads-thread')),
  programs: programsInstrument,
};

const reader = new FrameReader();
pipe.setEncoding('utf8').on('data', (chunk: string) => {
  for (const line of reader.read(chunk)) void answer(parse(line) as Request);
});
pipe.on('close', killArena);

async function answer(request: Request): Promise<void> {
  const { nonce } = request;
  const reply = (frame: Reply): void => send({ ...frame, nonce });
  try {
    const scenario = await scenarioOf(request);
    if (request.ask === 'measure') {
      if (scenario.kind !== 'real') throw new Error(`Expected \`${request.scenario}\` to be a real scenario`);
      // Our handle must not keep alive the loop that the attempt runs on.
      pipe.unref();
      const measurement = await measure(request, scenario, lifeline);
      pipe.ref();
      reply({ say: 'measured', measurement });
      return;
    }
    if (scenario.kind === 'real') throw new Error(`Expected \`${request.scenario}\` to be a scenario to explore`);
    const instrument = instruments[scenario.kind];
    if (request.ask === 'explore') {
      let quietUntil = 0;
      const onProgress = (schedules: number): void => {
        if (now() < quietUntil) return;
        quietUntil = now() + progressMs;
        reply({ say: 'progress', schedules });
      };
      const { exploration, printed } = await instrument.explore(request, onProgress);
      if (printed) reply({ say: 'print', ...printed });
      reply({ say: 'explored', exploration });
    } else if (request.ask === 'drive') {
      reply({ say: 'driven', position: await instrument.drive(request) });
    } else {
      reply({ say: 'explained', explanation: await instrument.explain(request) });
    }
  } catch (error) {
    reply({ say: 'broken', reason: String(error instanceof Error ? error.stack : error).slice(0, 3000) });
  }
}

async function scenarioOf({ stage, scenario }: Request): Promise<Scenario> {
  const module = (await import(pathToFileURL(join(stage, scenarioFile)).href)) as Record<string, unknown>;
  const found = scenariosIn(module).get(scenario) as Scenario | undefined;
  if (!found) throw new Error(`Expected scenarios.ts to export \`${scenario}\``);
  return found;
}
