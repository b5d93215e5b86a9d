import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../arena/common/exploration.ts';
import { capitalised } from '../verdict/capitalised.ts';
import type { Judgement } from './judgement.ts';
import { shown } from './shown.ts';

/** Looks for a witness in an outcome; `undefined`, `null` or `false` when all is well. */
export type Look<Outcome, Witness> = (outcome: Outcome) => Witness | undefined | null | false;

/** A field of the outcome by its name, or a value made of it. */
export type Field<Outcome, Value> = (keyof Outcome & string) | ((outcome: Outcome) => Value);

/** Two values that ought to be equal, as texts. */
export type Difference = { readonly expected: string; readonly got: string };

/** A number above its limit. */
export type Excess = { readonly limit: number; readonly got: number };

/** Texts, at least one. */
export type Texts = readonly [string, ...string[]];

/** A judgement, of the kind `wrong-result` unless it says otherwise. */
export type Words<Witness> = Omit<Judgement<Witness>, 'kind'> & Partial<Pick<Judgement<Witness>, 'kind'>>;

/**
 * What can be demanded of outcomes. Each condition throws a `Rejection` when it is broken, including by a fault of the
 * run; it states what was expected and what came, unless the judgement has better words.
 */
export abstract class Conditions<Outcome extends Json> {
  /** No outcome has such a witness. All other conditions come down to this one. */
  abstract never<Witness>(look: Look<Outcome, Witness>, judgement: Judgement<Witness>): Promise<void>;

  /** Looks only at outcomes for which `holds` is true: earlier conditions have judged the others. */
  where(holds: (outcome: Outcome) => boolean): Conditions<Outcome> {
    return new Where(this, holds);
  }

  /** The field equals `expected`, or the value computed from the outcome. */
  async equal(
    field: Field<Outcome, Json>,
    expected: Json | ((outcome: Outcome) => Json),
    words: Words<Difference>,
  ): Promise<void> {
    const look = (outcome: Outcome): Difference | false => {
      const got = valueOf(outcome, field);
      const wanted = typeof expected === 'function' ? expected(outcome) : expected;
      return !isDeepStrictEqual(got, wanted) && { expected: shown(wanted), got: shown(got) };
    };
    const differs = { expected: (it: Difference) => it.expected, got: (it: Difference) => it.got };
    await this.never(look, { ...wrong, ...differs, ...words });
  }

  /** The list is empty. Its entries are the witness: one sentence each about what should not have happened. */
  async empty(field: Field<Outcome, readonly string[]>, words: Partial<Words<Texts>> = {}): Promise<void> {
    const look = (outcome: Outcome): Texts | false => {
      const [first, ...rest] = valueOf(outcome, field);
      return first !== undefined && [first, ...rest];
    };
    await this.never(look, { ...wrong, message: ([first]) => sentence(first), ...words });
  }

  /** The number is within its limit. */
  async atMost(
    field: Field<Outcome, number>,
    limit: number | ((outcome: Outcome) => number),
    words: Words<Excess>,
  ): Promise<void> {
    const look = (outcome: Outcome): Excess | false => {
      const got = valueOf(outcome, field);
      const most = typeof limit === 'function' ? limit(outcome) : limit;
      return got > most && { limit: most, got };
    };
    const bounds = { expected: (it: Excess) => `at most ${it.limit}`, got: (it: Excess) => String(it.got) };
    await this.never(look, { ...wrong, ...bounds, ...words });
  }
}

class Where<Outcome extends Json> extends Conditions<Outcome> {
  readonly #all: Conditions<Outcome>;
  readonly #holds: (outcome: Outcome) => boolean;

  constructor(all: Conditions<Outcome>, holds: (outcome: Outcome) => boolean) {
    super();
    this.#all = all;
    this.#holds = holds;
  }

  override async never<Witness>(look: Look<Outcome, Witness>, judgement: Judgement<Witness>): Promise<void> {
    await this.#all.never((outcome) => this.#holds(outcome) && look(outcome), judgement);
  }
}

const wrong = { kind: 'wrong-result' } as const;

const sentence = (text: string): string => `${capitalised(text)}.`;

export const valueOf = <Outcome, Value>(outcome: Outcome, field: Field<Outcome, Value>): Value =>
  // The first run of `author check` shows whether a named field has such a value.
  typeof field === 'function' ? field(outcome) : (outcome[field] as Value);
