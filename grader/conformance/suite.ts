/** One test of somebody else's suite. */
export type Case = {
  /** The name that identifies the test: its path in the suite. */
  readonly name: string;
  /** The heading under which it counts. */
  readonly group: string;
};

/** A suite of tests that were written for the language or for Node, not for us. */
export type Suite = {
  readonly cases: readonly Case[];
  /**
   * Runs a test where learner code runs.
   * @returns what went wrong, in one line; `undefined` if nothing did
   */
  readonly inArena: (one: Case) => Promise<string | undefined>;
  /** Runs a test in this Node, without the kit: what fails here is no test for an arena. */
  readonly inNode: (one: Case) => Promise<string | undefined>;
  /**
   * Why a case should end differently in the arena: it is listed, or what it needs is refused by name.
   * @param complaint what went wrong @returns `undefined` if it should not
   */
  readonly onPurpose: (one: Case, complaint: string) => string | undefined;
  readonly close: () => Promise<void>;
};

/** @param folder the user's own copy of the suite */
export type OpenSuite = (folder: string) => Promise<Suite>;
