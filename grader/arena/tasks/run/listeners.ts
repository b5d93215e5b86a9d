import { EventEmitter, getEventListeners } from 'node:events';

/**
 * How many listeners a target has: of one event, or of all events of an `EventEmitter`. Only Node knows the
 * events of other targets, so there it counts those of `abort`.
 */
export function listenersOf(target: EventTarget | EventEmitter, event?: string): number {
  if (event !== undefined) return getEventListeners(target, event).length;
  if (!(target instanceof EventEmitter)) return getEventListeners(target, 'abort').length;
  return target.eventNames().reduce((sum, name) => sum + target.listenerCount(name), 0);
}
