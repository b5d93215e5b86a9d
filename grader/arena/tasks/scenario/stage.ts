import type { Json } from '../../common/exploration.ts';
import { required } from '../../common/missing-export.ts';
import type { Modules } from '../../common/program.ts';
import { Cell } from '../run/cell.ts';
import { crash, unusable } from '../../common/faults.ts';
import { files } from '../fakes/files.ts';
import { http } from '../fakes/http.ts';
import { queue } from '../fakes/queue.ts';
import { table } from '../fakes/table.ts';
import { nothing, type Footprint } from '../run/footprint.ts';
import type { Lanes } from '../run/lanes.ts';
import { listenersOf } from '../run/listeners.ts';
import { Meter } from '../run/meter.ts';
import { Moment, type Happening } from '../run/moment.ts';
import { plannedOperation, type Operation } from '../run/planned-operation.ts';
import type { Run } from '../run/run.ts';
import type { Stage } from './scenario.ts';
import { type TaskHandle, Task } from '../run/task.ts';
import { shown } from '../../common/value-text.ts';

/**
 * The stage of one run. No accessors in object literals here: V8 makes their pairs in its old space, where
 * they keep the garbage of whole runs alive until a full collection.
 */
export function createStage(run: Run, modules: Modules, lanes: Lanes): Stage {
  const meter = new Meter();
  const records: Json[] = [];
  const flight = (): Meter => {
    if (run.declares) throw new Error("What is in flight together can only be seen where shares is 'anything'");
    return meter;
  };
  /** An event, and what must have happened before it, by name: they must be seen to depend. */
  const happening = (name: string, after: Happening | undefined): Footprint =>
    run.declares
      ? { reads: after === undefined ? [] : [`start ${nameOf(after)}`], writes: [`start ${name}`] }
      : nothing;
  const possibleAfter = (after: Happening | undefined): (() => boolean) | undefined => after && (() => after.happened);

  const names = new Map<Happening, string>();
  const nameOf = (of: Happening): string => names.get(of) ?? '';
  const event = (name: string, happen: () => void, after: Happening | undefined, moment: Moment): Happening => {
    if (run.declares) names.set(moment, name);
    const fire = (): void => {
      meter.reach(moment);
      try {
        lanes.enter(name, happen);
      } catch (error) {
        const fault = crash(`"${name}"`, error, run.code);
        run.fail(fault.location === undefined ? unusable(error, run.code) : fault);
      }
    };
    run.plan({ kind: 'event', name, footprint: happening(name, after), possible: possibleAfter(after), fire });
    return moment;
  };

  const stage: Stage = {
    load: <Exports extends object>(file: string) => {
      run.usesCode = true;
      return required(modules, file) as Exports;
    },
    task: (name, work, { mayReject = false, after, atOnce = false } = {}): TaskHandle => {
      const task = new Task(name, run);
      run.tasks.push(task);
      if (run.declares) names.set(task, name);
      const rejected = (reason: unknown): void => {
        if (!mayReject) run.fail(crash(`The task "${name}"`, reason, run.code));
      };
      const fire = (): void => {
        meter.reach(task);
        lanes.enter(name, () => task.start(work, rejected));
      };
      if (atOnce) fire();
      else run.plan({ kind: 'start', name, footprint: happening(name, after), possible: possibleAfter(after), fire });
      return task;
    },
    event: (name, happen, { after } = {}) => event(name, happen, after, new Moment()),
    abort: (name, { after, reason } = {}) => {
      const controller = new AbortController();
      const aborted = Object.assign(new Moment(), { signal: controller.signal });
      event(name, () => controller.abort(reason), after, aborted);
      return aborted;
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
    callsAfter: (name, happened) => {
      if (happened instanceof Moment) return flight().countAfter(name, happened);
      throw new Error('Expected a task, an event or `stage.failure` of this stage');
    },
    failure: meter.failure,
    wait: (name) => {
      const admitted = flight().wait(name);
      run.observer?.noted(`waits for ${name}`);
      return () => {
        admitted();
        run.observer?.noted(`gets ${name}`);
      };
    },
    overtaken: (name) => flight().overtaken(name),
    note: (text) => run.observer?.noted(text),
    listeners: listenersOf,
    turn: () => run.steps.length,
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
  const fakes = {
    operation: stage.operation,
    show: stage.show,
    lane: () => lanes.current(),
    touch: (footprint: Footprint) => run.touch(footprint),
    keep: (handle: object, path: string | undefined) =>
      run.keep(handle, path === undefined ? undefined : { what: 'file', name: path }),
  };
  return stage;
}
