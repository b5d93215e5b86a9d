/** The verdict that a wrong answer must get, and why somebody writes it. */
export type Expectation = {
  readonly kind: string;
  /** Title of the check that must find it. */
  readonly check: string;
  readonly why: string;
};

/** @param finding `race in "both deposits arrive"` */
export const expectationIn = (finding: string, why: string): Expectation | undefined => {
  const [, kind, check] = /^([a-z-]+) in "(.+)"$/.exec(finding.trim()) ?? [];
  return kind === undefined || check === undefined || why.trim() === '' ? undefined : { kind, check, why: why.trim() };
};

/** The expectation in the comment that a whole wrong answer begins with. */
export const expectationOf = (text: string): Expectation | undefined => {
  const [finding = '', why = ''] = text.split(/\r?\n/, 2).map((line) => /^\/\/ (.*)$/.exec(line)?.[1]);
  return expectationIn(finding, why);
};
