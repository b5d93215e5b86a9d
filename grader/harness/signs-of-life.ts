/*
 * What the process that runs checks says to the judge's process while it works: which arenas run the attempt's code,
 * and that it is alive.
 */

/** An arena begins to run the attempt's code. */
export type Use = {
  readonly racelings: 'use';
  /** Process id. */
  readonly arena: number;
  /** Carried by every process that is started in the arena. */
  readonly mark: string;
};

export const isUse = (message: unknown): message is Use => said(message) === 'use';

export const isProgress = (message: unknown): message is { racelings: 'progress'; schedules: number } =>
  said(message) === 'progress';

/** Answers the judge's process from now on. */
export function answerPings(): true {
  process.on('message', (message) => {
    if (said(message) === 'ping') process.send?.({ racelings: 'pong' });
  });
  return true;
}

const said = (message: unknown): unknown =>
  typeof message === 'object' && message !== null && 'racelings' in message ? message.racelings : undefined;
