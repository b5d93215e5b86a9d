import { parentPort, workerData } from 'node:worker_threads';
import { programs, type ProgramName } from './threads-stress-programs.ts';

/* Runs its part of a program once per round, as soon as the round begins. */

const { control, memory, lane, name } = workerData as {
  readonly control: Int32Array;
  readonly memory: Int32Array;
  readonly lane: number;
  readonly name: ProgramName;
};

parentPort?.postMessage('ready');
for (let round = 0; ; round++) {
  // It spins before it sleeps: both threads should begin at the same time.
  for (let spin = 0; spin < 1000 && Atomics.load(control, 0) === round; spin++);
  Atomics.wait(control, 0, round);
  programs[name].body(memory, lane);
  Atomics.add(control, 1, 1);
  Atomics.notify(control, 1);
}
