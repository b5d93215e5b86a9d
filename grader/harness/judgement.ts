import type { Fault } from '../verdict/fault.ts';
import type { Finding, FindingKind } from '../verdict/finding.ts';
import type { Location } from '../verdict/location.ts';
import type { Row, Timeline } from '../verdict/timeline.ts';

/** A text, or one made from the witness. */
type Text<Witness> = string | ((witness: Witness) => string);

/**
 * What a check tells the learner about a witness. Every sentence must be true of any possible witness: only what
 * follows from the condition may be a literal; all else is made from the witness.
 */
export type Judgement<Witness> = {
  readonly kind: FindingKind;
  /** One sentence: what happened. */
  readonly message: Text<Witness>;
  /** The mechanism, where the condition implies it; without the answer. Lessons go into the hints. */
  readonly why?: Text<Witness>;
  readonly expected?: Text<Witness>;
  readonly got?: Text<Witness>;
  /** Where in the learner's files, if the witness knows. */
  readonly location?: (witness: Witness) => Location | undefined;
  /** Marks the first row of the picture that fits, with a remark on the witness. */
  readonly mark?: (witness: Witness) => Mark;
};

export type Mark = {
  /** Part of the row's text. */
  readonly row: string;
  readonly note: string;
  /** Only rows of the learner's code in this lane count. */
  readonly lane?: string;
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

/** The attempt brought down its arena, or did not end. */
export class Downfall extends Rejection {
  /** Whether that happened in an earlier check, so that this one was not tried. */
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
  const { kind, message, expected, got } = judgement;
  const why = judgement.why === undefined ? '' : tell(judgement.why);
  const location = judgement.location?.(witness);
  return {
    kind,
    message: tell(message),
    ...(why !== '' && { why }),
    ...(expected !== undefined && { expected: tell(expected) }),
    ...(got !== undefined && { got: tell(got) }),
    ...(location && { location }),
  };
}

/** The picture with a remark where the witness can be seen. */
export function marked<Witness>(timeline: Timeline, judgement: Judgement<Witness>, witness: Witness): Timeline {
  const mark = judgement.mark?.(witness);
  const isTheirs = ({ lane, location }: Row): boolean =>
    mark?.lane === undefined || (location !== undefined && timeline.lanes[lane] === mark.lane);
  const at = mark ? timeline.rows.findIndex((row) => row.text.includes(mark.row) && isTheirs(row)) : -1;
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
