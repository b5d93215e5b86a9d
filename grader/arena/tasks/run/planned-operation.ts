import type { Footprint } from './footprint.ts';
import type { Meter } from './meter.ts';
import type { Run } from './run.ts';
import { described, valueText } from '../../common/value-text.ts';

export type Operation<Result> = {
  /** As the learner would write it: `accounts.read`. */
  readonly name: string;
  readonly args?: readonly unknown[] | undefined;
  /** Places that the completion reads and writes, if that is all it touches. */
  readonly reads?: readonly string[] | undefined;
  readonly writes?: readonly string[] | undefined;
  /** The effect, all at once, at completion. What it throws rejects the promise. */
  readonly run: () => Result;
  /** The completion cannot happen before this returns true. */
  readonly possible?: (() => boolean) | undefined;
  /** Gives the operation up: its promise rejects at once, its effect never happens. */
  readonly signal?: AbortSignal | undefined;
  /** How long it takes, in virtual ms; absent: any time. */
  readonly latency?: number | undefined;
  /**
   * `apart`: the promise settles in a step of its own after the effect, as with a server whose answer is
   * on its way while others see the effect already. Otherwise both are one step.
   */
  readonly reply?: 'apart' | undefined;
  /** The operation may also fail, with this: a choice, made at most once per run. */
  readonly mayFail?: (() => Error) | undefined;
  /** The result as the timeline shows it. */
  readonly show?: (result: Result) => string;
  /** A remark for the timeline, asked for at completion: `overwrites deposit B's write`. */
  readonly remark?: (() => string | undefined) | undefined;
};

/**
 * Begins an operation: from now on its completion is something that can happen.
 *
 * What failures and aborts need is set up only where they are possible: an exploration comes here some
 * hundred thousand times a second.
 */
export function plannedOperation<Result>(run: Run, meter: Meter, operation: Operation<Result>): Promise<Result> {
  const { name, args = [], signal, mayFail, possible, latency, reply, show = valueText } = operation;
  if (signal?.aborted) return Promise.reject(signal.reason);
  const label = (): string => `${name}(${args.map(valueText).join(', ')})`;
  const footprint = footprintOf(operation);
  // An operation that may never become possible must be seen to compete as soon as it is requested.
  if (possible !== undefined) run.touch(footprint);
  const deadline = latency === undefined ? undefined : run.now + latency;
  const leave = meter.enter(name, label);

  return new Promise<Result>((resolve, reject) => {
    /** Ends the operation, either way: nothing more can happen to it. */
    let end = leave;
    const fail = (error: unknown): void => {
      end();
      run.observer?.completed(() => ` fails: ${described(error)}`, operation.remark?.());
      reject(error);
    };
    const complete = (): void => {
      try {
        const result = operation.run();
        run.observer?.completed(() => (result === undefined ? ' ✓' : ` → ${show(result)}`), operation.remark?.());
        answer(result);
      } catch (error) {
        fail(error);
      }
    };
    const settle = (result: Result): void => {
      end();
      resolve(result);
    };
    let answer = settle;
    const settles = reply === undefined;
    let next = run.plan({ kind: 'operation', name, label, fire: complete, footprint, deadline, possible, settles });
    if (signal === undefined && mayFail === undefined && reply === undefined) return;

    const fire = (): void => {
      run.failures++;
      meter.reach(meter.failure);
      if (mayFail !== undefined) fail(mayFail());
    };
    const mayHappen = (): boolean => run.failures === 0 && possible?.() !== false;
    const failure =
      mayFail &&
      run.plan({
        kind: 'operation',
        name,
        label,
        fire,
        footprint,
        deadline,
        possible: mayHappen,
        insteadOf: next,
        settles: true,
      });
    const abort = (): void => {
      end();
      reject(signal?.reason);
    };
    end = () => {
      leave();
      signal?.removeEventListener('abort', abort);
      run.cancel(next);
      if (failure !== undefined) run.cancel(failure);
    };
    signal?.addEventListener('abort', abort, { once: true });
    if (reply === undefined) return;
    answer = (result) => {
      if (failure !== undefined) run.cancel(failure);
      next = run.plan({
        kind: 'operation',
        name: `reply to ${name}`,
        label: () => `reply to ${label()}`,
        footprint: 'everything',
        answers: next,
        settles: true,
        fire: () => {
          run.observer?.completed(() => ' arrives', undefined);
          settle(result);
        },
      });
    };
  });
}

function footprintOf<Result>({ reads, writes, latency, mayFail }: Operation<Result>): Footprint {
  const isDeclared = reads !== undefined || writes !== undefined;
  // It competes with all that waits for the clock, or for the one failure of a run.
  const competes = latency !== undefined || mayFail !== undefined;
  return isDeclared && !competes ? { reads: reads ?? [], writes: writes ?? [] } : 'everything';
}
