/** One test of somebody else's suite. */
export type Case = {
  /** What it is known by: its path in the suite. */
  readonly name: string;
  /** The heading under which it counts. */
  readonly group: string;
};

/** A suite of tests that were written for the language or for Node, not for us. */
export type Suite = {
  readonly cases: readonly Case[];
  /**
   * Runs one where learner code runs.
   * @returns what went wrong, in one line; `undefined` if nothing did
   */
  readonly inArena: (one: Case) => Promise<string | undefined>;
  /** The same in this Node, with nothing of ours: what fails here is not a test for an arena. */
  readonly inNode: (one: Case) => Promise<string | undefined>;
  /**
   * Why a case should end differently in the arena: it is listed, or what it needs is refused by name.
   * @param complaint what went wrong @returns `undefined` if it should not
   */
  readonly onPurpose: (one: Case, complaint: string) => string | undefined;
  readonly close: () => Promise<void>;
};

/** @param folder the person's copy of the suite; nothing of it is ours */
export type OpenSuite = (folder: string) => Promise<Suite>;
