import type { Json } from '../exploration.ts';
import { required } from '../missing-export.ts';
import type { Modules } from '../program.ts';
import { Cell } from './cell.ts';
import { crash } from './faults.ts';
import { files } from './fakes/files.ts';
import { http } from './fakes/http.ts';
import { queue } from './fakes/queue.ts';
import { table } from './fakes/table.ts';
import { nothing } from './footprint.ts';
import { Meter } from './meter.ts';
import type { Lanes } from './lanes.ts';
import { plannedOperation } from './planned-operation.ts';
import type { Run } from './run.ts';
import type { Happening, Operation, Stage, TaskHandle } from './scenario.ts';
import { shown } from './shown.ts';
import { Task } from './task.ts';

/**
 * The stage of one run. No accessors in object literals here: V8 makes their pairs in its old space, where
 * they keep the garbage of whole runs alive until a full collection.
 */
export function createStage(run: Run, modules: Modules, lanes: Lanes): Stage {
  const meter = new Meter();
  const records: Json[] = [];
  const flight = (): Meter => {
    if (run.options.shares === 'declared') throw new Error("What is in flight together can only be seen where shares is 'anything'");
    return meter;
  };

  const stage: Stage = {
    load: <Exports extends object>(file: string) => required(modules, file) as Exports,
    task: (name, work, { mayReject = false, after, atOnce = false } = {}): TaskHandle => {
      const task = new Task(name);
      run.tasks.push(task);
      const rejected = (reason: unknown): void => {
        if (!mayReject) run.fail(crash(`The task "${name}"`, reason, run.code));
      };
      const start = (): void => lanes.enter(name, () => task.start(work, rejected));
      const possible = after && ((): boolean => after.happened);
      if (atOnce) start();
      else run.plan({ kind: 'start', name, footprint: nothing, possible, fire: start });
      return task;
    },
    event: (name, happen, { after } = {}): Happening => {
      const event = { happened: false };
      run.plan({
        kind: 'event',
        name,
        footprint: nothing,
        possible: after && (() => after.happened),
        fire: () => {
          event.happened = true;
          try {
            lanes.enter(name, happen);
          } catch (error) {
            const fault = crash(`"${name}"`, error, run.code);
            // An error that did not come from the learner's code is ours.
            if (fault.location === undefined) throw error;
            run.fail(fault);
          }
        },
      });
      return event;
    },
    operation: <Result>(operation: Operation<Result>) => plannedOperation(run, meter, operation),
    record: (entry) => {
      run.touch({ reads: [], writes: ['record'] });
      records.push(entry);
    },
    recorded: () => records,
    enter: (name) => flight().enter(name),
    peak: (name) => flight().peak(name),
    together: (one, other) => flight().together(one, other),
    calls: (name) => meter.count(name),
    now: () => run.now,
    cell: <Value>(name: string, initial: Value) => {
      const cell = new Cell(run, name, initial);
      lanes.show(name, () => shown(cell.peek()));
      return cell;
    },
    show: (name, text) => lanes.show(name, text),
    table: (name, initial, options) => table(fakes, name, initial, options),
    http: (name, handler, options) => http(fakes, name, handler, options),
    queue: (name, options) => queue(fakes, name, options),
    files: (name, initial, options) => files(fakes, name, initial, options),
  };
  const fakes = { operation: stage.operation, show: stage.show, lane: () => lanes.current() };
  return stage;
}
