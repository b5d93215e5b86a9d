import { EventEmitter, getEventListeners } from 'node:events';

/**
 * How many listeners a target has: of one event, or of all events of an `EventEmitter`. Of another target
 * only Node itself knows its events, so there it is those of `abort`.
 */
export function listenersOf(target: EventTarget | EventEmitter, event?: string): number {
  if (event !== undefined) return getEventListeners(target, event).length;
  if (!(target instanceof EventEmitter)) return getEventListeners(target, 'abort').length;
  return target.eventNames().reduce((sum, name) => sum + target.listenerCount(name), 0);
}
