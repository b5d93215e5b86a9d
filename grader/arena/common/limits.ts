/** The most steps of a run that are choices. A run with more goes round in circles. */
export const maxChoices = 400;

/** Limits beyond which more shows nothing new: the exploration then ends, and is not complete. */
export type Limits = {
  /** Different ends. */
  readonly ends: number;
  /** Choices in the schedules of these ends; more would be too much to send. */
  readonly choices: number;
  /** Runs that came to no outcome: what throws in one order usually throws in all. */
  readonly withoutOutcome: number;
  /** Runs that did not end: each is as long as a run can be. */
  readonly endless: number;
  /** Runs with a fault, whether they came to an outcome or not. */
  readonly faults: number;
};

/** A data race is a fault in every order, yet how each order ends matters, so faults have no limit of their own. */
export const usualLimits: Limits = {
  ends: 1000,
  choices: 1_000_000,
  withoutOutcome: 50,
  endless: 10,
  faults: Infinity,
};
