/** Steps of a run that are choices. One that has more goes round in circles. */
export const maxChoices = 400;

/** After this much of something, more shows nothing new: the exploration ends, and is not complete. */
export type Limits = {
  /** Different ends. */
  readonly ends: number;
  /** Choices in their schedules; more would be too much to send. */
  readonly choices: number;
  /** Runs that came to no outcome: what throws in one order usually throws in all. */
  readonly withoutOutcome: number;
  /** Runs that did not end: each is as long as a run can be. */
  readonly endless: number;
  /** Runs with a fault, whether they came to an outcome or not. */
  readonly faults: number;
};

/** A data race is a fault of every order, yet it matters how each one ends: so faults have no limit of their own. */
export const usualLimits: Limits = {
  ends: 1000,
  choices: 1_000_000,
  withoutOutcome: 50,
  endless: 10,
  faults: Infinity,
};
