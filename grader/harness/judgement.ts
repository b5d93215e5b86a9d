import type { Json } from '../arena/common/exploration.ts';
import type { Fault } from '../verdict/fault.ts';
import type { Location } from '../verdict/location.ts';
import type { Finding, FindingKind } from '../verdict/finding.ts';

/** A text, or a text made of the outcome that it speaks of. */
type Told<Outcome> = string | ((outcome: Outcome) => string);

/** What a check says to the learner when its condition does not hold. */
export type Judgement<Outcome> = {
  readonly kind: FindingKind;
  /** One sentence: what happened. */
  readonly message: Told<Outcome>;
  /** The mechanism, without the answer. */
  readonly why?: Told<Outcome>;
  readonly expected?: Told<Outcome>;
  readonly got?: Told<Outcome>;
  /** Where in the learner's files, if the outcome knows. */
  readonly location?: (outcome: Outcome) => Location | undefined;
};

/** Thrown by a check to fail; carries what the learner will read. */
export class Rejection extends Error {
  readonly finding: Omit<Finding, 'check'>;

  constructor(finding: Omit<Finding, 'check'>) {
    super(finding.message);
    this.name = 'Rejection';
    this.finding = finding;
  }
}

/** Thrown when the check could not be carried out: our failure, never the learner's. */
export class Uncheckable extends Error {
  override readonly name = 'Uncheckable';
}

export function told<Outcome extends Json>(judgement: Judgement<Outcome>, outcome: Outcome): Omit<Finding, 'check'> {
  const tell = (text: Told<Outcome>): string => (typeof text === 'function' ? text(outcome) : text);
  const { kind, message, why, expected, got } = judgement;
  const location = judgement.location?.(outcome);
  return {
    kind,
    message: tell(message),
    ...(why !== undefined && { why: tell(why) }),
    ...(expected !== undefined && { expected: tell(expected) }),
    ...(got !== undefined && { got: tell(got) }),
    ...(location && { location }),
  };
}

export function toldFault({ kind, message, why, location, evidence }: Fault): Omit<Finding, 'check'> {
  return {
    kind,
    message,
    ...(why !== undefined && { why }),
    ...(location && { location }),
    ...(evidence && { evidence }),
  };
}
