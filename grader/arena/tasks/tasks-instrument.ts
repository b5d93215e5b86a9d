import type { Exploration } from '../common/exploration.ts';
import { endedBy } from '../common/position.ts';
import type { Instrument, Printed } from '../common/instrument.ts';
import type { Fault } from '../../verdict/fault.ts';
import type { Request } from './messages.ts';
import { WatchedThread, type Before, type FinalReply } from './watched-thread.ts';

/** The result of a request. */
type Answer = Exclude<FinalReply, { say: 'broken' | 'silent' }>;

/** How many threads are tried, one after another, if one does not begin. */
const mostTries = 2;

/**
 * Instrument T: the learner's asynchronous code on one thread of its own, in every order.
 *
 * @param entry thread.ts, compiled to JavaScript
 */
export function startTasks(entry: URL): Instrument {
  let thread: WatchedThread | undefined;
  /** The schedule in which a thread got stuck, and its fault. */
  let known: { readonly schedule: readonly number[]; readonly fault: Fault } | undefined;

  /** Scenarios that were explored, and whether in all orders. */
  const explorations = new Map<string, boolean>();

  const ask = async (request: Request, hear: (reply: Before) => void): Promise<Answer> => {
    let end: FinalReply = { say: 'silent' };
    for (let tries = 0; end.say === 'silent' && tries < mostTries; tries += 1) {
      if (tries > 0) thread = undefined;
      end = await (thread ??= new WatchedThread(entry)).ask(request, hear);
    }
    if (end.say === 'silent') throw new Error(`Expected a thread to begin, got silence from ${mostTries}`);
    if (end.say === 'broken') throw new Error(end.reason);
    if (end.say === 'lost') {
      thread = undefined;
      if (end.fault.kind === 'stuck') known = end;
    }
    return end;
  };

  /** The scenario in whose exploration a thread was lost, with all that it knew. */
  let unknown: string | undefined;

  return {
    explore: async ({ stage, scenario, budget, from, ways }, onProgress) => {
      const place = `${stage} ${scenario}`;
      // The thread would be lost again.
      if (from && from.length > 0 && unknown === place) {
        return { exploration: { schedules: 0, complete: false, outcomes: [] } };
      }
      let last: Exploration = { schedules: 0, complete: false, outcomes: [] };
      let printed: Printed | undefined;
      const drive = from && { from, ...(ways && { ways }) };
      const end = await ask({ ask: 'explore', stage, scenario, budget, ...drive }, (reply) => {
        if (reply.say === 'print') printed = { text: reply.text, lost: reply.lost };
        if (reply.say === 'progress') last = reply.exploration;
        if (reply.say !== 'print') onProgress(last.schedules);
      });
      unknown = end.say === 'lost' ? place : undefined;
      const exploration = explored(last, end);
      explorations.set(place, exploration.complete);
      return { exploration, ...(printed && { printed }) };
    },
    explain: async ({ stage, scenario, schedule, good }) => {
      const stuck = known?.schedule.join() === schedule.join() ? known.fault : undefined;
      const nothing = { lanes: [], memory: [], rows: [] };
      if (stuck !== undefined && schedule.length === 0) return { schedule, timeline: nothing, fault: stuck };
      const complete = explorations.get(`${stage} ${scenario}`);
      const how = { ...(stuck && { stuck }), ...(complete !== undefined && { complete }), ...(good && { good }) };
      const end = await ask({ ask: 'explain', stage, scenario, schedule, ...how }, () => {});
      if (end.say === 'explained') return end.explanation;
      if (end.say === 'lost') return { schedule, timeline: nothing, fault: end.fault };
      throw new Error(`Expected an explanation, got ${end.say}`);
    },
    drive: async (request) => {
      const { stage, scenario, choices, rest } = request;
      for (const peek of [true, false]) {
        const end = await ask({ ask: 'drive', stage, scenario, choices, rest, peek }, () => {});
        if (end.say === 'driven') return end.position;
        // A next step that never returns is lost in a peek, too; it counts only when taken.
        const isTaken = end.say === 'lost' && (!peek || end.schedule.length <= choices.length);
        if (isTaken) return endedBy(end.fault, choices);
      }
      throw new Error('Expected a position');
    },
  };
}

/** @param last what was known at the thread's last report */
function explored(last: Exploration, end: Answer): Exploration {
  if (end.say === 'explored') return end.exploration;
  if (end.say !== 'lost') throw new Error(`Expected an exploration, got ${end.say}`);
  const { schedule, fault } = end;
  return {
    ...last,
    schedules: last.schedules + 1,
    complete: false,
    outcomes: [...last.outcomes, { fault, count: 1, schedule }],
  };
}
