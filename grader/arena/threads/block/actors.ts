import type { Actor } from '../../../explore/model.ts';

/**
 * Who can take a step. A thread is an actor by its number; while it awaits, each thing that it can await is
 * an actor: a message at one of its ports, or a `waitAsync`. All fit into the bits of one word.
 */
export const maxThreads = 8;
export const maxPorts = 8;
const firstPort = maxThreads;
const firstPromise = firstPort + maxPorts;
const end = 32;

export const portActor = (port: number): Actor => firstPort + port;
export const isPort = (actor: Actor): boolean => actor >= firstPort && actor < firstPromise;
export const portOf = (actor: Actor): number => actor - firstPort;

/**
 * The actor for a promise of a thread: each thread counts its own promises, so that a number means the same promise
 * in every order of the threads.
 * @returns `undefined` if there are too many at once
 */
export function promiseActor(lane: number, lanes: number, taken: (actor: Actor) => boolean): Actor | undefined {
  for (let actor = firstPromise + lane; actor < end; actor += lanes) if (!taken(actor)) return actor;
  return undefined;
}
