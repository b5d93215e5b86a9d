import type { Fault } from '../verdict/fault.ts';
import type { Finding, FindingKind } from '../verdict/finding.ts';
import type { Location } from '../verdict/location.ts';
import type { Timeline } from '../verdict/timeline.ts';

/** A text, or one made from the witness. */
type Text<Witness> = string | ((witness: Witness) => string);

/**
 * What a check tells the learner about a witness. Every sentence must be true of any possible witness: what follows
 * from the condition may be a literal here, all else is made from the witness.
 */
export type Judgement<Witness> = {
  readonly kind: FindingKind;
  /** One sentence: what happened. */
  readonly message: Text<Witness>;
  /** The mechanism, where the condition implies it; without the answer. Lessons go into the hints. */
  readonly why?: Text<Witness> | undefined;
  readonly expected?: Text<Witness>;
  readonly got?: Text<Witness>;
  /** Where in the learner's files, if the witness knows. */
  readonly location?: (witness: Witness) => Location | undefined;
  /** Which row of the picture shows it, the first one with this text; and the remark on it there. */
  readonly mark?: (witness: Witness) => Mark;
};

export type Mark = { readonly row: string; readonly note: string };

/** Thrown by a check to fail; carries what the learner will read. */
export class Rejection extends Error {
  readonly finding: Omit<Finding, 'check'>;

  constructor(finding: Omit<Finding, 'check'>) {
    super(finding.message);
    this.name = 'Rejection';
    this.finding = finding;
  }
}

/** The attempt brought down what it runs in, or did not end. */
export class Downfall extends Rejection {
  /** Whether it did so in another check, before this one was tried. */
  readonly before: boolean;

  constructor(fault: Fault, before: boolean) {
    super(toldFault(fault));
    this.before = before;
  }
}

/** Thrown when the check could not be carried out: our failure, never the learner's. */
export class Uncheckable extends Error {
  override readonly name = 'Uncheckable';
}

export function told<Witness>(judgement: Judgement<Witness>, witness: Witness): Omit<Finding, 'check'> {
  const tell = (text: Text<Witness>): string => (typeof text === 'function' ? text(witness) : text);
  const { kind, message, why, expected, got } = judgement;
  const location = judgement.location?.(witness);
  return {
    kind,
    message: tell(message),
    ...(why !== undefined && { why: tell(why) }),
    ...(expected !== undefined && { expected: tell(expected) }),
    ...(got !== undefined && { got: tell(got) }),
    ...(location && { location }),
  };
}

/** The picture with a remark where the witness can be seen. */
export function marked<Witness>(timeline: Timeline, judgement: Judgement<Witness>, witness: Witness): Timeline {
  const mark = judgement.mark?.(witness);
  const at = mark ? timeline.rows.findIndex(({ text }) => text.includes(mark.row)) : -1;
  if (mark === undefined || at < 0) return timeline;
  return { ...timeline, rows: timeline.rows.map((row, index) => (index === at ? { ...row, note: mark.note } : row)) };
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
