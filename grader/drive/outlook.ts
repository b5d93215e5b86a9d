import type { Exploration } from '../arena/common/exploration.ts';
import type { Position } from '../arena/common/position.ts';
import type { Finding } from '../verdict/finding.ts';
import type { End } from './checks-door.ts';
import type { Engine } from './engine.ts';
import type { Possible } from './view/state.ts';

/**
 * What is known of one scenario of an attempt: where its choices lead, what is still possible from there, and what the
 * checks say of an end. Each answer is worked out once, and kept. Another scenario, or other files, need another
 * outlook.
 */
export class Outlook {
  readonly #engine: Engine;
  readonly #scenario: string;
  readonly #positions = new Map<string, Position>();
  readonly #possible = new Map<string, Possible>();
  readonly #findings = new Map<string, Finding | undefined>();
  #all: Exploration | undefined;
  #unseen: Promise<Finding | undefined> | undefined;

  constructor(engine: Engine, scenario: string) {
    this.#engine = engine;
    this.#scenario = scenario;
  }

  async position(choices: readonly number[]): Promise<Position> {
    const key = keyOf(choices);
    const position = this.#positions.get(key) ?? (await this.#engine.position(this.#scenario, choices, false));
    this.#positions.set(key, position);
    return position;
  }

  async possible(choices: readonly number[]): Promise<Possible> {
    const key = keyOf(choices);
    const known = this.#possible.get(key);
    if (known) return known;
    const exploration = await this.#engine.orders(this.#scenario, choices);
    if (choices.length === 0) this.#all = exploration;
    const { schedules, complete, outcomes } = exploration;
    let wrong = 0;
    for (const end of outcomes) if (await this.finding(end, false)) wrong += end.count;
    const possible = { orders: schedules, wrong, complete };
    this.#possible.set(key, possible);
    return possible;
  }

  /** What fails although no order does: what some order must show, and none shows. */
  async unseen(): Promise<string | undefined> {
    const { wrong } = await this.possible([]);
    if (wrong > 0 || !this.#all) return undefined;
    this.#unseen ??= this.#engine.rules.missing(this.#scenario, this.#all);
    return (await this.#unseen)?.message;
  }

  /** What is known to be possible at each place on the way, from the start; `undefined`: nobody has asked. */
  onTheWay(choices: readonly number[]): readonly (Possible | undefined)[] {
    return Array.from({ length: choices.length + 1 }, (_, length) =>
      this.#possible.get(keyOf(choices.slice(0, length))),
    );
  }

  async finding({ outcome, fault }: End, everyOrder: boolean): Promise<Finding | undefined> {
    const end = { ...(outcome !== undefined && { outcome }), ...(fault && { fault }) };
    const key = JSON.stringify([end, everyOrder]);
    if (!this.#findings.has(key)) {
      this.#findings.set(key, await this.#engine.rules.findingOf(this.#scenario, end, everyOrder));
    }
    return this.#findings.get(key);
  }

  /** A way to a wrong end, as choices, if one is known. */
  async wayToWrong(choices: readonly number[]): Promise<readonly number[] | undefined> {
    const { outcomes } = await this.#engine.orders(this.#scenario, choices, true);
    for (const end of outcomes) {
      if (end.schedule.length > 0 && (await this.finding(end, false))) return end.schedule;
    }
    return undefined;
  }
}

const keyOf = (choices: readonly number[]): string => choices.join();
