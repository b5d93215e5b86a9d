import type { RunResult } from '../../common/outcome-classes.ts';
import type { Json } from '../../common/exploration.ts';
import type { Builtins, Code } from '../../common/program.ts';
import type { Actors } from '../run/actors.ts';
import { neverLoads } from '../run/faults.ts';
import { crash, tooLargeOutcome, unusable } from '../../common/faults.ts';
import { noLanes, type Lanes } from '../run/lanes.ts';
import type { Ripples } from '../run/ripples.ts';
import type { Chooser } from '../run/chooser.ts';
import type { Observer } from '../run/observer.ts';
import { Run } from '../run/run.ts';
import type { TasksScenario } from './scenario.ts';
import { jsonText } from '../../common/codec.ts';
import { createStage } from './stage.ts';
import type { World } from '../realm/world.ts';

/** The most characters of an outcome, as JSON. A longer one may have lost something, even whole fields. */
const maxOutcome = 16_000;

/** A scenario with the code that it tries: what can be run. */
export class Subject {
  readonly code: Code;
  readonly #scenario: TasksScenario;
  readonly #builtin: Builtins;
  readonly #world: World;

  constructor(code: Code, scenario: TasksScenario, builtin: Builtins, world: World) {
    this.code = code;
    this.#scenario = scenario;
    this.#builtin = builtin;
    this.#world = world;
  }

  get ripples(): Ripples {
    return this.#world.ripples;
  }

  /** Starts a run; it is ready for its first step when no microtask is left. */
  start(actors: Actors, chooser: Chooser, observer?: Observer, lanes: Lanes = noLanes): StartedRun {
    const { options } = this.#scenario;
    const { beat, ripples } = this.#world;
    const run = new Run({ code: this.code, options, actors, chooser, observer, beat, ripples });
    this.#world.enter(run);
    const started = new StartedRun(run, this.#world);
    started.set(this.code.instantiate(this.#builtin), (modules) =>
      this.#scenario.body(createStage(run, modules, lanes)),
    );
    return started;
  }
}

type Modules = Awaited<ReturnType<Code['instantiate']>>;

/** A run and what its scenario says about it. */
export class StartedRun {
  readonly run: Run;
  readonly #world: World;
  #broken: { readonly error: unknown } | undefined;
  #outcome: (() => Json) | undefined;

  constructor(run: Run, world: World) {
    this.run = run;
    this.#world = world;
  }

  set(loaded: Promise<Modules>, body: (modules: Modules) => () => Json): void {
    loaded.then(
      (modules) => {
        try {
          this.#outcome = body(modules);
        } catch (error) {
          this.#blame(error);
        }
      },
      (error) => this.run.fail(crash('The code, while it was loaded,', error, this.run.code)),
    );
  }

  /**
   * The result of the run when no step is left.
   * @throws what the scenario threw before it touched the code: that is our fault
   */
  end(): RunResult {
    const { run } = this;
    if (run.abandoned) {
      this.#world.leave();
      return { outcome: undefined, fault: undefined };
    }
    if (this.#outcome === undefined && run.fault === undefined) run.fail(neverLoads());
    let outcome: string | undefined;
    if (this.#outcome !== undefined && run.settled) {
      try {
        const text = jsonText(this.#outcome());
        if (text.length > maxOutcome) run.fail(tooLargeOutcome(maxOutcome));
        else outcome = text;
      } catch (error) {
        this.#blame(error);
      }
    }
    this.#world.leave();
    if (this.#broken !== undefined) throw this.#broken.error;
    return { outcome, fault: run.fault };
  }

  /**
   * A scenario's body runs the learner's code and ours. It is known to work with the solution, so an error of its own
   * comes from what the code gave it, if it asked for anything.
   */
  #blame(error: unknown): void {
    const fault = crash('A function of the code', error, this.run.code);
    const isTheirs = fault.kind === 'missing-export' || fault.location !== undefined;
    if (!isTheirs && !this.run.usesCode) this.#broken = { error };
    else this.run.fail(isTheirs ? fault : unusable(error, this.run.code));
  }
}
